using System.Collections.Concurrent;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

/// <summary>Receives observations; can refuse the first few.</summary>
internal sealed class RecordedEvents(int refusals = 0) : IVideoEvents
{
    private int _refusalsLeft = refusals;

    public ConcurrentQueue<CameraObservation> Received { get; } = [];

    public ConcurrentQueue<string> Attempts { get; } = [];

    public Task ReportAsync(CameraObservation observation, CancellationToken cancellation)
    {
        Attempts.Enqueue(observation.ObservationId);
        if (Interlocked.Decrement(ref _refusalsLeft) >= 0)
            throw new InvalidOperationException("The hub is not there yet.");
        Received.Enqueue(observation);
        return Task.CompletedTask;
    }
}
