using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Leases;
using SafetyHub.Evidence;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>
/// Makes a clip of what a camera reported, once what comes after it is recorded too. At most 256 clips wait; beyond it an observation has its stills alone,
/// counted and logged. A stop makes what waits at once, from what there is.
/// </summary>
internal sealed class ClipRecorder(ClipMaker maker, RecordingOptions options, IEvidenceArchive archive, RecordingState state, TimeProvider time, ILogger<ClipRecorder> log)
    : IDisposable
{
    private const int MostWaiting = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LimitOfStop = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan LimitOfClip = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, RingFolder> _rings = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private Task _running = Task.CompletedTask;

    /// <summary>The cameras' folders.</summary>
    public IEnumerable<RingFolder> Rings => _rings.Values;

    /// <summary>The camera's folder; null when nothing is recorded.</summary>
    public RingFolder? RingOf(string cameraId) =>
        options.Enabled ? _rings.GetOrAdd(cameraId, id => new RingFolder(Path.Combine(options.Folder, id), options, time)) : null;

    /// <summary>Begins, with what a hub before this one left.</summary>
    public void Start()
    {
        if (!options.Enabled) return;
        Directory.CreateDirectory(options.Folder);
        foreach (var folder in Directory.EnumerateDirectories(options.Folder))
        {
            var ring = RingOf(Path.GetFileName(folder))!;
            foreach (var left in ClipRequest.Left(folder)) Add(new Waiting(left, ring, null));
        }
        _running = Task.Run(RunAsync);
    }

    /// <summary>Asks for a clip of an observation. Returns at once; never throws.</summary>
    public void Request(CameraObservation observation, RingFolder ring, MaskBook masks)
    {
        var signal = CameraEvents.SignalId(observation);
        try
        {
            if (Join(observation, signal)) return;
            var request = new ClipRequest(observation.CameraId, [signal], observation.At, observation.At - options.Before, observation.At + options.After);
            if (!Add(new Waiting(request, ring, masks)))
            {
                Lose(request, $"{MostWaiting} clips are waiting");
                return;
            }
            request.Save(ring.Folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It waits in memory all the same; only a hub that is killed in the next seconds forgets it.
            log.LogWarning(failure, "The wish for a clip of {Signal} could not be written down", signal);
        }
    }

    /// <summary>Makes what waits from what there is and ends.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        using var limit = new CancellationTokenSource(LimitOfStop, time);
        foreach (var waiting in Take(_ => true))
        {
            if (!limit.IsCancellationRequested) await MakeAsync(waiting, limit.Token);
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Makes the clips that are due.</summary>
    public async Task MakeDueAsync(CancellationToken cancellation)
    {
        foreach (var waiting in Take(IsDue)) await MakeAsync(waiting, cancellation);
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await MakeDueAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            log.LogDebug("Clips are made up to here");
        }
        catch (Exception failure) // edge of the loop: said aloud, because from here on there are stills only
        {
            log.LogCritical(failure, "No clips are made any more until the next start");
        }
    }

    private bool Join(CameraObservation observation, string signal)
    {
        lock (_lock)
        {
            var open = _waiting.FindIndex(w => w.Request.CameraId == observation.CameraId && observation.At >= w.Request.At && observation.At <= w.Request.At + options.After / 2);
            if (open < 0) return false;
            var joined = _waiting[open].Request with { SignalIds = [.. _waiting[open].Request.SignalIds, signal] };
            _waiting[open] = _waiting[open] with { Request = joined };
            joined.Save(_waiting[open].Ring.Folder);
            return true;
        }
    }

    private bool Add(Waiting waiting)
    {
        lock (_lock)
        {
            if (_waiting.Count >= MostWaiting) return false;
            _waiting.Add(waiting);
            return true;
        }
    }

    private List<Waiting> Take(Predicate<Waiting> which)
    {
        lock (_lock)
        {
            var taken = _waiting.FindAll(which);
            _waiting.RemoveAll(taken.Contains);
            return taken;
        }
    }

    private bool IsDue(Waiting waiting)
    {
        var now = time.GetUtcNow();
        return now >= waiting.Request.To && (ClipMaker.IsComplete(waiting.Request, waiting.Ring) || now > waiting.Request.To + 3 * options.SegmentLength + TimeSpan.FromSeconds(5));
    }

    private async Task MakeAsync(Waiting waiting, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(LimitOfClip, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            if (await maker.MakeAsync(waiting.Request, waiting.Ring, both.Token) is not { } clip) Lose(waiting.Request, "nothing of that time was recorded");
            else await KeepAsync(waiting, clip, both.Token);
            waiting.Request.Forget(waiting.Ring.Folder);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.LogInformation("The clip of {Signal} is made after the next start", waiting.Request.SignalIds[0]); // its wish lies on disk
        }
        catch (Exception failure) // edge: one clip's trouble must not keep the others
        {
            log.LogError(failure, "A clip could not be made");
            Lose(waiting.Request, failure.Message);
            waiting.Request.Forget(waiting.Ring.Folder);
        }
    }

    private async Task KeepAsync(Waiting waiting, MadeClip clip, CancellationToken cancellation)
    {
        var pages = waiting.Masks?.Between(clip.From - TimeSpan.FromSeconds(10), clip.To + TimeSpan.FromSeconds(3)) ?? [];
        var masks = pages.Count == 0 ? null : MaskTrack.Write(pages, clip.From);
        var signals = waiting.Request.SignalIds;
        for (var i = 0; i < signals.Count; i++)
        {
            var facts = new EvidenceFacts(EvidenceKind.Clip, signals[i], waiting.Request.CameraId, waiting.Request.At, clip.From, clip.To, clip.Partial);
            // The archive takes the file over; the last signal gets the file itself, those before it a copy with the same hash.
            var file = i == signals.Count - 1 ? clip.File : Copy(clip.File);
            if (await archive.AddClipAsync(facts, file, masks, cancellation) is null) Lose(waiting.Request, "it could not be kept");
            else state.ClipMade(clip.Partial);
        }
    }

    private static string Copy(string file)
    {
        var copy = $"{file}.{Guid.NewGuid():N}";
        File.Copy(file, copy);
        return copy;
    }

    private void Lose(ClipRequest request, string why)
    {
        state.ClipLost();
        log.LogError("There is no clip of {Signal}: {Reason}. Its stills are kept", request.SignalIds[0], why);
    }

    private sealed record Waiting(ClipRequest Request, RingFolder Ring, MaskBook? Masks);
}
