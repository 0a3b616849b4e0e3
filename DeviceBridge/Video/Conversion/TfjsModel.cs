using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SafetyHub.DeviceBridge.Video.Conversion;

/// <summary>A constant of a TensorFlow.js graph: floats (16-bit ones widened) or integers.</summary>
internal sealed record TfjsWeight(long[] Shape, float[] Floats, int[] Integers);

/// <summary>One node of a TensorFlow.js graph. Attributes are read with the typed methods.</summary>
internal sealed record TfjsNode(string Name, string Operation, string[] Inputs, JsonElement Attributes)
{
    public bool Flag(string name) => Find(name, "b") is { ValueKind: JsonValueKind.True };

    public string Text(string name) => Encoding.UTF8.GetString(Find(name, "s")?.GetBytesFromBase64()
        ?? throw new InvalidDataException($"{Name}: attribute {name} is missing."));

    public string[] Texts(string name) =>
        Find(name, "list") is { } list && list.TryGetProperty("s", out var items) ? [.. items.EnumerateArray().Select(item => Encoding.UTF8.GetString(item.GetBytesFromBase64()))] : [];

    public float Float(string name, float otherwise) => Find(name, "f")?.GetSingle() ?? otherwise;

    public long[] Numbers(string name) =>
        Find(name, "list") is { } list && list.TryGetProperty("i", out var items) ? [.. items.EnumerateArray().Select(Number)] : [];

    // Protobuf's JSON writes 64-bit integers as text.
    internal static long Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture) : value.GetInt64();

    private JsonElement? Find(string name, string kind) =>
        Attributes.ValueKind == JsonValueKind.Object && Attributes.TryGetProperty(name, out var attribute) && attribute.TryGetProperty(kind, out var value)
            ? value
            : null;
}

/// <summary>A TensorFlow.js graph model read from its JSON and weight file.</summary>
internal sealed class TfjsModel
{
    private readonly Dictionary<string, TfjsNode> _nodes;
    private readonly Dictionary<string, TfjsWeight> _weights = [];

    private TfjsModel(Dictionary<string, TfjsNode> nodes) => _nodes = nodes;

    public IEnumerable<TfjsNode> Nodes => _nodes.Values;

    /// <summary>Reads a model; throws <see cref="InvalidDataException"/> or <see cref="JsonException"/> when it is not one.</summary>
    public static TfjsModel Read(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> weights)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var nodes = root.GetProperty("modelTopology").GetProperty("node").EnumerateArray().Select(ReadNode);
        var model = new TfjsModel(nodes.ToDictionary(node => node.Name));
        foreach (var group in root.GetProperty("weightsManifest").EnumerateArray())
            foreach (var entry in group.GetProperty("weights").EnumerateArray())
                weights = model.ReadWeight(entry, weights);
        return weights.IsEmpty ? model : throw new InvalidDataException($"{weights.Length} bytes of weights are left over.");
    }

    public TfjsWeight? Weight(string tensor) => _weights.GetValueOrDefault(NodeName(tensor));

    /// <summary>Makes a tensor the graph's input: whatever led to it is no longer needed.</summary>
    public void EnterAt(string tensor)
    {
        var name = NodeName(tensor);
        if (!_nodes.ContainsKey(name))
            throw new InvalidDataException($"The graph has no node {name}.");
        _nodes[name] = new TfjsNode(name, "Placeholder", [], default);
    }

    /// <summary>The nodes that the tensors depend on, each after its inputs.</summary>
    public IReadOnlyList<TfjsNode> InOrder(IEnumerable<string> tensors)
    {
        var seen = new HashSet<string>();
        var order = new List<TfjsNode>();
        foreach (var tensor in tensors)
            Visit(tensor, seen, order);
        return order;
    }

    /// <summary>A tensor's node: <c>name:1</c> is the second output of <c>name</c>.</summary>
    public static string NodeName(string tensor)
    {
        var colon = tensor.LastIndexOf(':');
        return colon < 0 ? tensor : tensor[..colon];
    }

    private void Visit(string tensor, HashSet<string> seen, List<TfjsNode> order)
    {
        var name = NodeName(tensor);
        if (!seen.Add(name))
            return;
        if (!_nodes.TryGetValue(name, out var node))
            throw new InvalidDataException($"The graph has no node {name}.");
        foreach (var input in node.Inputs)
            Visit(input, seen, order);
        order.Add(node);
    }

    private static TfjsNode ReadNode(JsonElement node)
    {
        string[] inputs = node.TryGetProperty("input", out var list)
            ? [.. list.EnumerateArray().Select(input => input.GetString()!).Where(input => !input.StartsWith('^'))]
            : [];
        var attributes = node.TryGetProperty("attr", out var found) ? found.Clone() : default;
        return new TfjsNode(node.GetProperty("name").GetString()!, node.GetProperty("op").GetString()!, inputs, attributes);
    }

    // Returns what follows this weight.
    private ReadOnlySpan<byte> ReadWeight(JsonElement entry, ReadOnlySpan<byte> bytes)
    {
        var name = entry.GetProperty("name").GetString()!;
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(TfjsNode.Number)];
        var count = checked((int)shape.Aggregate(1L, (a, b) => a * b));
        var type = entry.TryGetProperty("quantization", out var packed) ? packed.GetProperty("dtype").GetString() : entry.GetProperty("dtype").GetString();
        var width = type switch
        {
            "float16" => 2,
            "float32" or "int32" => 4,
            _ => throw new InvalidDataException($"Weight {name} has the unknown type {type}."),
        };
        if (bytes.Length < count * width)
            throw new InvalidDataException($"The weight file ends inside {name}.");
        var raw = bytes[..(count * width)];
        _weights[name] = type switch
        {
            "float16" => new TfjsWeight(shape, [.. MemoryMarshal.Cast<byte, Half>(raw).ToArray().Select(half => (float)half)], []),
            "float32" => new TfjsWeight(shape, MemoryMarshal.Cast<byte, float>(raw).ToArray(), []),
            _ => new TfjsWeight(shape, [], MemoryMarshal.Cast<byte, int>(raw).ToArray()),
        };
        return bytes[(count * width)..];
    }
}
