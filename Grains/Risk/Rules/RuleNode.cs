namespace SafetyHub.Grains.Risk.Rules;

/// <summary>A value of the rules file with the place where it stands.</summary>
internal abstract record RuleNode(int Line, int Column);

/// <summary>A plain value.</summary>
internal sealed record RuleScalar(string Text, bool Quoted, int Line, int Column) : RuleNode(Line, Column);

/// <summary>A list.</summary>
internal sealed record RuleList(IReadOnlyList<RuleNode> Items, int Line, int Column) : RuleNode(Line, Column);

/// <summary>A map; keys stand as they were written, also twice.</summary>
internal sealed record RuleMap(IReadOnlyList<(RuleScalar Key, RuleNode Value)> Entries, int Line, int Column) : RuleNode(Line, Column)
{
    public RuleNode? Find(string key)
    {
        foreach (var (name, value) in Entries)
        {
            if (name.Text == key) return value;
        }
        return null;
    }
}
