using Microsoft.Extensions.Time.Testing;

namespace SafetyHub.Grains.Tests.Support;

/// <summary>A fake clock whose wall time can be put back or forward without touching the monotonic one.</summary>
public sealed class JumpingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _jumped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _jumped;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public void JumpWall(TimeSpan by) => _jumped += by;
}
