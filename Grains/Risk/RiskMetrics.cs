using System.Diagnostics.Metrics;

namespace SafetyHub.Grains.Risk;

/// <summary>Measurements of how people are weighed, asked and told about. No line names a person.</summary>
internal static class RiskMetrics
{
    private static readonly Meter Meter = new("SafetyHub.Risk");

    /// <summary>Incidents that the rules raised, joined or changed, by category.</summary>
    public static Counter<long> Raised { get; } = Meter.CreateCounter<long>("safetyhub.risk.raised");

    /// <summary>Attempts to ask a person, by whether the device took them.</summary>
    public static Counter<long> Asked { get; } = Meter.CreateCounter<long>("safetyhub.risk.asked");

    /// <summary>Suspicions that woke nobody, by what came of them.</summary>
    public static Counter<long> Decided { get; } = Meter.CreateCounter<long>("safetyhub.risk.decided");

    /// <summary>Devices that did not answer in time whether they can ask.</summary>
    public static Counter<long> VoicesUnreached { get; } = Meter.CreateCounter<long>("safetyhub.risk.voices-unreached");

    /// <summary>Stories that failed once and were taken up again.</summary>
    public static Counter<long> Failed { get; } = Meter.CreateCounter<long>("safetyhub.risk.failed");

    /// <summary>Rules files that were offered, by what came of it: taken, refused.</summary>
    public static Counter<long> RulesOffered { get; } = Meter.CreateCounter<long>("safetyhub.risk.rules-offered");
}
