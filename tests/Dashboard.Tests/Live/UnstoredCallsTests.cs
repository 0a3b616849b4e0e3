using Microsoft.Extensions.Time.Testing;
using SafetyHub.Dashboard.Live;
using SafetyHub.Devices;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Live;

public sealed class UnstoredCallsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Call_StoredLater_IsNoLongerShown()
    {
        var calls = new UnstoredCalls(_time);
        calls.Take(Call(1));
        calls.Take(Call(1));
        Assert.Single(calls.Current);
        calls.Take(Call(1) with { Stored = true });
        Assert.Empty(calls.Current);
    }

    [Fact]
    public void Calls_PastTheBound_LoseTheOldest()
    {
        var calls = new UnstoredCalls(_time);
        for (var n = 0; n < 105; n++) calls.Take(Call(n));
        Assert.Equal(100, calls.Current.Count);
        Assert.Equal("robot-1/e5", calls.Current[0].SignalId);
    }

    [Fact]
    public void Call_NobodySettled_IsForgottenAfterTenMinutes()
    {
        var calls = new UnstoredCalls(_time);
        calls.Take(Call(1));
        _time.Advance(TimeSpan.FromMinutes(9));
        calls.Prune();
        Assert.Single(calls.Current);
        _time.Advance(TimeSpan.FromMinutes(2));
        calls.Prune();
        Assert.Empty(calls.Current);
    }

    private UnstoredCall Call(int n) => new(DeviceId.Parse("robot-1"), "e" + n, "sos.button", _time.GetUtcNow(), Stored: false);
}
