using System.Globalization;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>What the hub tells Prometheus at one moment.</summary>
internal sealed class HubMetrics(string text)
{
    /// <summary>The sum of a metric over all its labels; 0 when the hub has not told it yet, as a counter that never counted.</summary>
    public double Sum(string name) => text.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{').Sum(Value);

    // name{labels} value [timestamp]; a label may hold a space, but none follows the brace.
    private static double Value(string line)
    {
        var rest = line[(line.LastIndexOf('}') is var end and >= 0 ? end + 1 : line.IndexOf(' ', StringComparison.Ordinal))..].Trim();
        return double.Parse(rest.Split(' ')[0], CultureInfo.InvariantCulture);
    }
}

/// <summary>Reads them.</summary>
internal static class HubMetricsReading
{
    public static async Task<HubMetrics> MetricsAsync(this HubProcess hub) => new(await hub.Api.Http.GetStringAsync("/metrics"));
}
