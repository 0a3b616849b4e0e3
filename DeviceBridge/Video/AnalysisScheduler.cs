using Microsoft.Extensions.Logging;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>
/// Shares a few analysis threads among all cameras: cameras that follow somebody go first, the others are never starved
/// (<see cref="AnalysisQueue{T}"/>). A camera stands in the queue at most once and goes to its end after each frame, so the queue is as long
/// as there are cameras and a busy camera takes no more than its turn. Which frame is analysed is decided when the turn comes: the newest.
/// </summary>
internal sealed class AnalysisScheduler(VideoMetrics metrics, ILogger logger) : IDisposable
{
    // Turns that cameras with live tracks may take in a row while another one waits.
    private const int RightOfWay = 3;
    private readonly AnalysisQueue<CameraPipeline> _queue = new(RightOfWay);
    private readonly List<Thread> _threads = [];

    /// <summary>Puts a camera into the queue unless it stands there. Never blocks; nothing happens after <see cref="Stop"/>.</summary>
    public void Enqueue(CameraPipeline camera)
    {
        if (Interlocked.Exchange(ref camera.Queued, 1) == 0)
            _queue.Add(camera, camera.FollowsSomebody);
    }

    public void Start(DetectorService detectors, int workers)
    {
        // A worker for each core keeps the cores busy; OpenCV's own threads beside them would only take turns with them.
        Cv2.SetNumThreads(1);
        for (var i = 0; i < workers; i++)
        {
            var thread = new Thread(() => Work(detectors)) { IsBackground = true, Name = $"video-analysis-{i}" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Lets each worker finish its frame and waits for it.</summary>
    public void Stop()
    {
        _queue.Close();
        foreach (var thread in _threads)
            thread.Join();
    }

    public void Dispose() => _queue.Dispose();

    private void Work(DetectorService detectors)
    {
        using var seat = new DetectorSeat(detectors);
        while (_queue.Take(out var camera))
        {
            try
            {
                if (seat.Take() is { } detector)
                    camera.Analyse(detector.Lane, detector.Model);
            }
            catch (Exception failure) // edge of the thread; a camera's own trouble is handled inside, this is ours
            {
                metrics.Failed("worker");
                logger.LogCritical(failure, "An analysis worker failed outside a frame; it goes on with the next camera.");
            }
            Requeue(camera);
        }
    }

    private void Requeue(CameraPipeline camera)
    {
        // Open for new frames first, then look: a frame that came in between is found by one of the two.
        Volatile.Write(ref camera.Queued, 0);
        Interlocked.MemoryBarrier();
        if (camera.HasWork)
            Enqueue(camera);
    }
}
