using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SafetyHub.Grains.Risk.Rules;

/// <summary>
/// Reads YAML into nodes that know their place. Plain YAML only: no anchors, aliases or tags, one document, at most
/// <see cref="MostDepth"/> deep and <see cref="MostNodes"/> nodes, so that no file can make the hub work without end.
/// </summary>
internal sealed class RuleTree
{
    public const int MostDepth = 12;
    public const int MostNodes = 20_000;

    private readonly Parser _parser;
    private readonly List<RulesFault> _faults;
    private int _nodes;

    private RuleTree(string text, List<RulesFault> faults)
    {
        _parser = new Parser(new StringReader(text));
        _faults = faults;
    }

    /// <summary>The file's root, or null when it is no YAML; the faults say why.</summary>
    public static RuleMap? Read(string text, List<RulesFault> faults)
    {
        try
        {
            return new RuleTree(text, faults).ReadDocument();
        }
        catch (YamlException broken)
        {
            faults.Add(new RulesFault((int)broken.Start.Line, (int)broken.Start.Column, "", "This is not YAML: " + broken.Message));
            return null;
        }
        catch (InvalidOperationException stuck)
        {
            // The parser gives up on some broken files in this way, and then no longer knows where it was.
            faults.Add(new RulesFault(1, 1, "", "This is not YAML: " + stuck.Message));
            return null;
        }
    }

    private RuleMap? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) return Empty(1, 1);
        _parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second)) Fault(second, "There is one document in a rules file, not several");
        return root switch
        {
            RuleMap map => map,
            RuleScalar { Text.Length: 0 } nothing => Empty(nothing.Line, nothing.Column),
            _ => Empty(root.Line, root.Column, "The file must be a map of sections"),
        };
    }

    private RuleMap? Empty(int line, int column, string why = "The file is empty")
    {
        _faults.Add(new RulesFault(line, column, "", why));
        return null;
    }

    private RuleNode ReadNode(int depth)
    {
        if (!_parser.TryConsume<ParsingEvent>(out var next)) throw new YamlException("The file ends in the middle");
        if (++_nodes > MostNodes) throw new YamlException(next.Start, next.End, $"more than {MostNodes} values");
        if (depth > MostDepth) throw new YamlException(next.Start, next.End, $"more than {MostDepth} levels");
        if (next is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty)) Fault(next, "Anchors and tags are not allowed");
        return next switch
        {
            Scalar scalar => ScalarOf(scalar),
            MappingStart => ReadMap(next, depth),
            SequenceStart => ReadList(next, depth),
            AnchorAlias => Alias(next),
            _ => throw new YamlException(next.Start, next.End, "a value was expected here"),
        };
    }

    private RuleScalar Alias(ParsingEvent at)
    {
        Fault(at, "Aliases are not allowed: write the value out");
        return new RuleScalar("", false, Line(at), Column(at));
    }

    private RuleMap ReadMap(ParsingEvent start, int depth)
    {
        var entries = new List<(RuleScalar, RuleNode)>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is RuleScalar name) entries.Add((name, value));
            else _faults.Add(new RulesFault(key.Line, key.Column, "", "A key must be a plain word"));
        }
        return new RuleMap(entries, Line(start), Column(start));
    }

    private RuleList ReadList(ParsingEvent start, int depth)
    {
        var items = new List<RuleNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth + 1));
        return new RuleList(items, Line(start), Column(start));
    }

    private static RuleScalar ScalarOf(Scalar scalar) =>
        new(scalar.Value, scalar.Style is ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted, Line(scalar), Column(scalar));

    private void Fault(ParsingEvent at, string message) => _faults.Add(new RulesFault(Line(at), Column(at), "", message));

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private static int Column(ParsingEvent at) => (int)at.Start.Column;
}
