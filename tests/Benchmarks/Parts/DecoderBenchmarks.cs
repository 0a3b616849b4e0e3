using System.Text.Json;
using BenchmarkDotNet.Attributes;
using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.Benchmarks.Parts;

/// <summary>An event read and checked, beside the same payload parsed into a document without any check.</summary>
[MemoryDiagnoser]
public class DecoderBenchmarks
{
    private readonly byte[] _event =
        """{"id":"0199f7c2-7d0e-7c53","at":"2026-11-22T03:00:00.123Z","type":"sos.hand-hold","seq":4711,"confidence":0.93,"data":{"seconds":3.4}}"""u8.ToArray();

    private static readonly DateTimeOffset Arrival = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    /// <summary>The baseline: parse only.</summary>
    [Benchmark(Baseline = true)]
    public string? ParseOnly()
    {
        using var document = JsonDocument.Parse(_event);
        return document.RootElement.GetProperty("type").GetString();
    }

    /// <summary>The hub's decoder: parse, check every field, keep the data.</summary>
    [Benchmark]
    public bool DecodeEvent() => EventDecoder.TryDecode(_event, Arrival, out _) is null;
}
