using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>Assignments that another part of the program publishes. Only the newest list is kept; one watcher.</summary>
public sealed class CameraAssignmentFeed : ICameraAssignments
{
    private readonly Channel<IReadOnlyList<CameraAssignment>> _lists = Channel.CreateBounded<IReadOnlyList<CameraAssignment>>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Replaces the whole list. Safe from any thread; throws <see cref="ArgumentException"/> when an id is there twice.</summary>
    public void Publish(IReadOnlyList<CameraAssignment> cameras)
    {
        ArgumentNullException.ThrowIfNull(cameras);
        if (cameras.Select(camera => camera.CameraId).Distinct().Count() != cameras.Count)
            throw new ArgumentException("Each camera is assigned once.", nameof(cameras));
        _lists.Writer.TryWrite([.. cameras]);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<CameraAssignment>> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var list in _lists.Reader.ReadAllAsync(cancellation))
            yield return list;
    }
}
