using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SafetyHub.Silo.Health;

/// <summary>What <c>/health/*</c> answers: no exception text, no address, no name of a person.</summary>
/// <param name="Status">The worst of the parts: healthy, degraded or unhealthy.</param>
/// <param name="Parts">Each part by name.</param>
public sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, HealthPart> Parts)
{
    internal static HealthAnswer Of(HealthReport report) => new(
        Word(report.Status),
        report.Entries.ToDictionary(e => e.Key, e => new HealthPart(Word(e.Value.Status), ReasonOf(e.Value))));

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();

    private static string ReasonOf(HealthReportEntry entry) => entry switch
    {
        // A check's own exception: its message may name servers and files, its kind does not. The log has the rest.
        { Exception: { } e } => e is OperationCanceledException or TimeoutException ? "it did not answer in time" : $"it failed: {e.GetType().Name}",
        { Description: { Length: > 0 } description } => description,
        _ => Word(entry.Status),
    };
}

/// <summary>One part of the hub.</summary>
/// <param name="Status">healthy, degraded (works, with less) or unhealthy.</param>
/// <param name="Reason">Why, one plain English sentence.</param>
public sealed record HealthPart(string Status, string Reason);
