using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Upkeep;

/// <summary>
/// Watches over one camera: is it blind, moved, frozen or gone, and for how long was its place not seen. <see cref="Look"/> comes from the
/// reading thread and takes one picture a second, <see cref="Tick"/> from a timer, the rest from anywhere.
/// </summary>
internal sealed class CameraUpkeep : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.95);
    private static readonly TimeSpan ShortestQuiet = TimeSpan.FromSeconds(3);
    private readonly Lock _lock = new();
    private readonly ViewJudge _judge = new();
    private readonly FaultWatch _blind;
    private readonly FaultWatch _moved;
    private readonly FaultWatch _frozen;
    private readonly FaultWatch _gone;
    private readonly TimeSpan _quiet;
    private DateTimeOffset? _lastLook;
    private ulong _lastHash;
    private DateTimeOffset? _watchedFrom;
    private DateTimeOffset? _unseenFrom;
    private TimeSpan _unseen;
    private bool _resumedMove;
    private bool _disposed;

    public CameraUpkeep(VideoOptions options, double fps, IReadOnlyList<CameraFault> known)
    {
        _blind = new FaultWatch(CameraFault.Blind, options.BlindAfter, options.RestoredAfter);
        _moved = new FaultWatch(CameraFault.Moved, options.MovedAfter, options.RestoredAfter);
        _frozen = new FaultWatch(CameraFault.Frozen, options.FrozenAfter, options.RestoredAfter);
        _gone = new FaultWatch(CameraFault.Gone, options.GoneAfter, options.RestoredAfter);
        // A camera read every few seconds is not quiet because its next picture is not due.
        _quiet = TimeSpan.FromSeconds(Math.Max(ShortestQuiet.TotalSeconds, 3 / fps));
        foreach (var fault in known)
            Of(fault.Code)?.Resume(fault);
        _resumedMove = _moved.Active is not null;
    }

    /// <summary>What is wrong now.</summary>
    public IReadOnlyList<CameraFault> Faults
    {
        get
        {
            lock (_lock)
                return [.. All().Select(watch => watch.Active).OfType<CameraFault>()];
        }
    }

    /// <summary>For how long the place was not seen since this began.</summary>
    public TimeSpan Unseen
    {
        get { lock (_lock) return _unseen; }
    }

    /// <summary>Looks at a picture, unless the last look was just now.</summary>
    public void Look(VideoFrame frame) => Look(frame.Picture, frame.Pixels, frame.At);

    internal void Look(Mat picture, ReadOnlySpan<byte> pixels, DateTimeOffset at)
    {
        lock (_lock)
        {
            var since = at - _lastLook;
            if (_disposed || (since >= TimeSpan.Zero && since < LookEvery))
                return;
            _lastLook = at;
            LookForFreeze(pixels, at);
            LookAtView(_judge.Judge(picture), at);
        }
    }

    /// <summary>Looks at the source, about once a second. Returns the time not seen that has come on top since the last call.</summary>
    public TimeSpan Tick(SourceStatus source, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (source.State is SourceState.Private or SourceState.Stopped)
            {
                Rest();
                return TimeSpan.Zero;
            }
            _watchedFrom ??= now;
            LookForPictures(source, now);
            return CountUnseen(now);
        }
    }

    /// <summary>Somebody looked at the view and set the camera's zones by it: it counts as placed.</summary>
    public void AcceptView()
    {
        lock (_lock)
        {
            _judge.Forget();
            _moved.End();
            _resumedMove = false;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _judge.Dispose();
        }
    }

    private void LookForFreeze(ReadOnlySpan<byte> pixels, DateTimeOffset at)
    {
        var hash = PictureHash.Of(pixels);
        if (hash == _lastHash)
            _frozen.Bad(at, "same-picture", (at - (_frozen.BadSince ?? at)).TotalSeconds);
        else
            _frozen.Good(at);
        _lastHash = hash;
    }

    private void LookAtView(ViewVerdict view, DateTimeOffset at)
    {
        if (view.Blind is { } reason)
        {
            _blind.Bad(at, reason, view.Value);
            _moved.Unknown();
            return;
        }
        _blind.Good(at);
        if (view.Place == ViewPlace.Other)
            _moved.Bad(at, "view-changed", view.Likeness);
        else if (view.Place == ViewPlace.Same && !_resumedMove)
            _moved.Good(at); // what another bridge found moved is compared here with the wrong view already, so only a person ends it
        else if (_moved.Active is null)
            _moved.Unknown();
    }

    private void LookForPictures(SourceStatus source, DateTimeOffset now)
    {
        var last = source.LastFrameAt is { } at && at > _watchedFrom ? at : _watchedFrom!.Value;
        var silence = now - last;
        if (silence <= _quiet && source.State == SourceState.Streaming)
        {
            _gone.Good(now);
            return;
        }
        if (silence <= _quiet)
            return;
        _gone.Bad(now, "no-picture", silence.TotalSeconds, since: last);
        _blind.Unknown();
        _frozen.Unknown();
        _moved.Unknown();
    }

    private TimeSpan CountUnseen(DateTimeOffset now)
    {
        DateTimeOffset?[] causes = [_gone.BadSince, _blind.Active?.Since, _frozen.Active?.Since];
        if (causes.Min() is not { } from)
        {
            _unseenFrom = null;
            return TimeSpan.Zero;
        }
        // Time before this watch began was counted by whoever watched then.
        var counted = _unseenFrom ?? (from < _watchedFrom ? _watchedFrom.Value : from);
        _unseenFrom = now;
        var more = now > counted ? now - counted : TimeSpan.Zero;
        _unseen += more;
        return more;
    }

    /// <summary>Not read on purpose: nothing is judged, nothing counted, and what was wrong stays until it is seen again.</summary>
    private void Rest()
    {
        foreach (var watch in All())
            watch.Unknown();
        (_watchedFrom, _unseenFrom, _lastLook) = (null, null, null);
    }

    private IEnumerable<FaultWatch> All() => [_blind, _moved, _frozen, _gone];

    private FaultWatch? Of(string code) => code switch
    {
        CameraFault.Blind => _blind,
        CameraFault.Moved => _moved,
        CameraFault.Frozen => _frozen,
        CameraFault.Gone => _gone,
        _ => null,
    };
}
