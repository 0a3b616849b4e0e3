namespace SafetyHub.Town.World.Numbers;

/// <summary>What a number of the world means and where it comes from; docs/judge.md lists them all, and a test compares.</summary>
/// <param name="meaning">What it counts, with its unit.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class NumberAttribute(string meaning) : Attribute
{
    public string Meaning { get; } = meaning;

    /// <summary>Where it was read, or what it was computed from; an assumption where it is not set.</summary>
    public string Source { get; init; } = Assumption;

    public const string Assumption = "assumption";
}
