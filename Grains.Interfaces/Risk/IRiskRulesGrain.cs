namespace SafetyHub.Risk;

/// <summary>Tells which risk rules are in force, and checks others. Answers from any silo; keeps nothing.</summary>
[Alias("hub.IRiskRulesGrain")]
public interface IRiskRulesGrain : IGrainWithStringKey
{
    /// <summary>The rules in force on the silo that answers.</summary>
    [Alias("Status")] Task<RiskRulesStatus> Status();

    /// <summary>Every fault of a rules file; none means that it would be taken. Changes nothing.</summary>
    /// <param name="file">The file's bytes, at most 256 KiB.</param>
    [Alias("Check")] Task<IReadOnlyList<RiskRulesFault>> Check(byte[] file);
}

/// <summary>Which rules are in force.</summary>
/// <param name="Name">Name that the file gives itself.</param>
/// <param name="Hash">SHA-256 of its bytes, in hexadecimal digits.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="File">The watched file, or null when the rules that come with the hub are used.</param>
/// <param name="Refusal">The last refusal of what lies in the file now, or null when the file is in force.</param>
[GenerateSerializer, Immutable, Alias("hub.RiskRulesStatus")]
public sealed record RiskRulesStatus(
    [property: Id(0)] string Name,
    [property: Id(1)] string Hash,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] string? File,
    [property: Id(4)] RiskRulesRefusal? Refusal);

/// <summary>A rules file that was not taken; the rules before it stay in force.</summary>
/// <param name="At">UTC.</param>
/// <param name="Hash">SHA-256 of the refused bytes, or an empty text when the file could not be read.</param>
/// <param name="Faults">All faults, in the order of the file.</param>
[GenerateSerializer, Immutable, Alias("hub.RiskRulesRefusal")]
public sealed record RiskRulesRefusal(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Hash,
    [property: Id(2)] IReadOnlyList<RiskRulesFault> Faults);

/// <summary>One mistake in a rules file.</summary>
/// <param name="Line">1 for the first.</param>
/// <param name="Column">1 for the first.</param>
/// <param name="Path">Where in the file's structure, for example <c>signals[2].weight</c>.</param>
/// <param name="Message">One English sentence.</param>
[GenerateSerializer, Immutable, Alias("hub.RiskRulesFault")]
public sealed record RiskRulesFault(
    [property: Id(0)] int Line,
    [property: Id(1)] int Column,
    [property: Id(2)] string Path,
    [property: Id(3)] string Message);
