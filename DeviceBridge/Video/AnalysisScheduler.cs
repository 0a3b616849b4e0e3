using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>
/// Shares a few analysis threads fairly among all cameras. A camera stands in the queue at most once and goes to its end after
/// each frame, so the queue is as long as there are cameras and a busy camera takes no more than its turn. Which frame is
/// analysed is decided when the turn comes: the newest.
/// </summary>
internal sealed class AnalysisScheduler(VideoMetrics metrics, ILogger logger) : IDisposable
{
    private readonly BlockingCollection<CameraPipeline> _queue = [];
    private readonly List<Thread> _threads = [];

    /// <summary>Puts a camera into the queue unless it stands there. Never blocks; nothing happens after <see cref="Stop"/>.</summary>
    public void Enqueue(CameraPipeline camera)
    {
        if (Interlocked.Exchange(ref camera.Queued, 1) == 0)
            Append(camera);
    }

    public void Start(ChosenModel model, int workers)
    {
        for (var i = 0; i < workers; i++)
        {
            var thread = new Thread(() => Work(model)) { IsBackground = true, Name = $"video-analysis-{i}" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>Lets each worker finish its frame and waits for it.</summary>
    public void Stop()
    {
        _queue.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
    }

    public void Dispose() => _queue.Dispose();

    private void Work(ChosenModel model)
    {
        using var lane = model.Detector.CreateLane();
        foreach (var camera in _queue.GetConsumingEnumerable())
        {
            try
            {
                camera.Analyse(lane, model);
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

    private void Append(CameraPipeline camera)
    {
        try
        {
            _queue.TryAdd(camera);
        }
        catch (InvalidOperationException) when (_queue.IsAddingCompleted)
        {
            // Stopping: the frame stays unanalysed, as every later one will.
        }
    }
}
