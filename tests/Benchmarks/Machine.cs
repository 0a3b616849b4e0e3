using System.Runtime.InteropServices;

namespace SafetyHub.Benchmarks;

/// <summary>What the numbers were measured on.</summary>
/// <param name="Processor">Model name.</param>
/// <param name="Cores">Logical cores.</param>
/// <param name="MemoryGiB">Memory the process may use.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET runtime.</param>
/// <param name="LoadAverage">Load of the last minute when the run began: other programs disturb the numbers.</param>
/// <param name="At">When, UTC.</param>
internal sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime, string LoadAverage, DateTimeOffset At)
{
    public static Machine Describe() => new(
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown",
        Environment.ProcessorCount, Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0, 1), RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription, File.ReadAllText("/proc/loadavg").Split(' ')[0], DateTimeOffset.UtcNow);
}
