using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>Makes another .NET process collect its garbage, by its diagnostics port.</summary>
internal static class GarbageCollection
{
    private const long HeapCollect = 0x800000; // the keyword that asks for a full collection when a session begins
    private const int Rounds = 3;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    /// <summary>Several full collections: the runtime gives memory back to the system step by step.</summary>
    public static async Task RunAsync(int processId)
    {
        var client = new DiagnosticsClient(processId);
        for (var round = 0; round < Rounds; round++)
        {
            using var session = await client.StartEventPipeSessionAsync(
                [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, HeapCollect)], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
            var draining = session.EventStream.CopyToAsync(Stream.Null);
            await Task.Delay(Round);
            await session.StopAsync(CancellationToken.None);
            await draining;
        }
    }
}
