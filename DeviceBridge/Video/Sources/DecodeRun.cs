namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// One life of a decoder: a thread reads whole frames from its pipe, a timer kills it when no frame comes for the stall time.
/// The thread is its own because a pipe read blocks, and blocked pool threads would starve the rest of the hub.
/// </summary>
internal sealed class DecodeRun(ChildProcess child, FrameSize size, TimeSpan stall, TimeProvider time, Action<VideoFrame?> arrived)
{
    // Waiting or newest, being filled, being analysed, being encoded as a snapshot, and one to spare between two of these.
    private const int FramesAlive = 5;
    private const int StackBytes = 256 * 1024;
    private readonly FramePool _pool = new(size, FramesAlive);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastFrame;
    private bool _stalled;

    public TimeSpan ProcessorTime => child.ProcessorTime;

    /// <summary>Returns why the decoder ended; throws only on cancellation. The decoder is dead afterwards.</summary>
    public async Task<string> CompleteAsync(CancellationToken cancellation)
    {
        Volatile.Write(ref _lastFrame, time.GetTimestamp());
        var period = TimeSpan.FromTicks(Math.Max(stall.Ticks / 4, TimeSpan.TicksPerMillisecond));
        await using var watch = time.CreateTimer(_ => KillWhenStalled(), null, period, period);
        await using var stop = cancellation.Register(child.Kill);
        new Thread(ReadFrames, StackBytes) { IsBackground = true, Name = $"video-read-{child.Id}" }.Start();
        await _ended.Task;
        child.Kill();
        cancellation.ThrowIfCancellationRequested();
        await child.WaitForExitAsync(CancellationToken.None); // its last words are complete only now
        return Volatile.Read(ref _stalled)
            ? $"No frame for {stall.TotalSeconds:0.#} s; the decoder was stopped. {child.LastWords}".TrimEnd()
            : $"The stream ended. {child.LastWords}".TrimEnd();
    }

    private void KillWhenStalled()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _lastFrame)) < stall)
            return;
        Volatile.Write(ref _stalled, true);
        child.Kill();
    }

    private void ReadFrames()
    {
        VideoFrame? filling = null;
        try
        {
            filling = _pool.TryRent();
            while (filling is not null && Fill(filling))
            {
                Volatile.Write(ref _lastFrame, time.GetTimestamp());
                var next = _pool.TryRent();
                arrived(next is null ? null : filling); // with every frame held, this picture is overwritten by the next
                filling = next ?? filling;
            }
            _ended.TrySetResult();
        }
        catch (IOException)
        {
            _ended.TrySetResult(); // the pipe broke with its process
        }
        catch (Exception failure) // edge of the thread: anything else would end the program; the source logs it and starts again
        {
            _ended.TrySetException(failure);
        }
        finally
        {
            filling?.Release();
        }
    }

    private bool Fill(VideoFrame frame) =>
        child.RawOutput.ReadAtLeast(frame.Pixels, frame.Pixels.Length, throwOnEndOfStream: false) == frame.Pixels.Length;
}
