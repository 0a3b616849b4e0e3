using Microsoft.Extensions.Time.Testing;

namespace SafetyHub.Grains.Tests.Devices;

/// <summary>A fake clock whose wall time can jump without touching the monotonic one, as when NTP steps.</summary>
internal sealed class HubClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _inner = new(Start);
    private TimeSpan _jumped;

    public override long TimestampFrequency => _inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow() + _jumped;

    public override long GetTimestamp() => _inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _inner.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan by) => _inner.Advance(by);

    public void JumpWall(TimeSpan by) => _jumped += by;
}
