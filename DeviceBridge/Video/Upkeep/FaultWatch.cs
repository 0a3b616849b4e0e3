using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Upkeep;

/// <summary>
/// One kind of fault of one camera: it must last before it counts and be over for a while before it ends. Each return within an hour doubles
/// that while, up to ten minutes, so that a camera which comes and goes stays one fault instead of becoming a storm of events.
/// </summary>
internal sealed class FaultWatch(string code, TimeSpan after, TimeSpan restoredAfter)
{
    private const int MostReturns = 16;
    private static readonly TimeSpan LongestCalm = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ReturnsCount = TimeSpan.FromHours(1);
    private readonly Queue<DateTimeOffset> _raised = new();
    private DateTimeOffset? _badSince;
    private DateTimeOffset? _goodSince;

    /// <summary>The fault, while it counts.</summary>
    public CameraFault? Active { get; private set; }

    /// <summary>Since when it looks bad, whether it counts already or not.</summary>
    public DateTimeOffset? BadSince => Active?.Since ?? _badSince;

    /// <summary>Goes on with a fault that another bridge told.</summary>
    public void Resume(CameraFault known) => (Active, _badSince) = (known, known.Since);

    /// <summary>It looks bad now, and has since <paramref name="since"/> when that is known better than by the first look.</summary>
    public void Bad(DateTimeOffset at, string reason, double value, DateTimeOffset? since = null)
    {
        _goodSince = null;
        _badSince ??= since ?? at;
        if (Active is not null || at - _badSince < after)
            return;
        Active = new CameraFault(code, _badSince.Value, reason, value);
        if (_raised.Count == MostReturns)
            _raised.Dequeue();
        _raised.Enqueue(at);
    }

    /// <summary>It looks good now.</summary>
    public void Good(DateTimeOffset at)
    {
        if (Active is not null && at - (_goodSince ??= at) < Calm(at))
            return;
        End();
    }

    /// <summary>It is over, whatever it looked like.</summary>
    public void End() => (Active, _badSince, _goodSince) = (null, null, null);

    /// <summary>Nothing can be said now: a fault that counts stays, a mere suspicion begins anew.</summary>
    public void Unknown()
    {
        _goodSince = null;
        if (Active is null)
            _badSince = null;
    }

    private TimeSpan Calm(DateTimeOffset at)
    {
        while (_raised.TryPeek(out var oldest) && at - oldest > ReturnsCount)
            _raised.Dequeue();
        var calm = restoredAfter * Math.Pow(2, Math.Clamp(_raised.Count - 1, 0, MostReturns));
        return calm < LongestCalm ? calm : LongestCalm;
    }
}
