namespace SafetyHub.Grains.Risk.Rules;

/// <summary>What a value of the rules file must look like: one description for the check, the JSON Schema and the reference page.</summary>
internal abstract record RuleShape;

/// <summary>A map with known keys.</summary>
internal sealed record MapShape(params RuleKey[] Keys) : RuleShape;

/// <summary>A list.</summary>
internal sealed record ListShape(RuleShape Item, int Least, int Most) : RuleShape;

/// <summary>A text of 1 to so many characters.</summary>
internal sealed record TextShape(int Most) : RuleShape;

/// <summary>A name: small letters, digits and hyphens, 1 to 40 characters.</summary>
internal sealed record NameShape : RuleShape;

/// <summary>A number in a range.</summary>
internal sealed record NumberShape(double Least, double Most, bool Whole = false) : RuleShape;

/// <summary>A length of time in a range, written as a whole number with s, m, h or d.</summary>
internal sealed record DurationShape(string Least, string Most) : RuleShape;

/// <summary>Hours of the day, written as <c>22:00-07:00</c>.</summary>
internal sealed record HoursShape : RuleShape;

/// <summary>One of some words.</summary>
internal sealed record ChoiceShape(params string[] Words) : RuleShape;

/// <summary>true or false.</summary>
internal sealed record FlagShape : RuleShape;

/// <summary>A key of a map.</summary>
/// <param name="Name">The key.</param>
/// <param name="Shape">Its value.</param>
/// <param name="Meaning">One English sentence for the reference page.</param>
/// <param name="Default">What holds without it; null = it must be there, "" = nothing.</param>
internal sealed record RuleKey(string Name, RuleShape Shape, string Meaning, string? Default = null);
