namespace SafetyHub.Grains.Risk;

/// <summary>Resource keys of what the risk rules say, with their arguments. Screens hold the words, in Korean and English.</summary>
internal static class RiskReasons
{
    /// <summary>The rule's own words: Korean, English.</summary>
    public const string Rule = "risk.rule";
    /// <summary>Name of a rule that the rules in force do not know any more.</summary>
    public const string Other = "risk.other";
    /// <summary>hours, time of the last sign</summary>
    public const string NoSign = "risk.no-sign";
    /// <summary>hours within which a sign is usual at this hour</summary>
    public const string Unusual = "risk.unusual";
    /// <summary>attempts, time of the first</summary>
    public const string NoAnswer = "risk.no-answer";
    /// <summary>no arguments</summary>
    public const string SaidHelp = "risk.said-help";
    /// <summary>no arguments</summary>
    public const string SaidOk = "risk.said-ok";
    /// <summary>no arguments</summary>
    public const string NoVoice = "risk.no-voice";
    /// <summary>no arguments</summary>
    public const string NotAsked = "risk.not-asked";
    /// <summary>questions in a day</summary>
    public const string AskedOften = "risk.asked-often";
    /// <summary>who</summary>
    public const string LookAnyway = "risk.look-anyway";
    /// <summary>hours, time of going out</summary>
    public const string NotBack = "risk.not-back";
    /// <summary>recent percent, usual percent, days</summary>
    public const string Decline = "risk.decline";
    /// <summary>What would change it, in the rule's own words: Korean, English.</summary>
    public const string ChangeRule = "risk.change.rule";
    /// <summary>no arguments</summary>
    public const string ChangeOk = "risk.change.ok";
    /// <summary>no arguments</summary>
    public const string ChangeSign = "risk.change.sign";
    /// <summary>no arguments</summary>
    public const string ChangeDays = "risk.change.days";
    /// <summary>no arguments</summary>
    public const string ChangeHelp = "risk.change.help";
}
