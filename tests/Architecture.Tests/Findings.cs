using Xunit;

namespace SafetyHub.Architecture;

/// <summary>States that a search found nothing, and lists what it did find.</summary>
internal static class Findings
{
    public static void None(IEnumerable<string?> found)
    {
        var list = found.ToList();
        Assert.True(list.Count == 0, $"{list.Count} found:{Environment.NewLine}{string.Join(Environment.NewLine, list)}");
    }
}
