using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.Silo.Sweeping;

namespace SafetyHub.Silo.Tests.Sweeping;

public sealed class DueCallsTests
{
    [Fact]
    public async Task Calls_AllPlacesTaken_EndTheSweepInsteadOfStallingIt()
    {
        var calls = new DueCalls("incident", TimeProvider.System, NullLogger.Instance);
        var stuck = new TaskCompletionSource();
        for (var i = 0; i < DueCalls.Places; i++) Assert.True(await calls.TryStartAsync($"stuck-{i}", () => stuck.Task, CancellationToken.None));

        Assert.False(await calls.TryStartAsync("late", () => Task.CompletedTask, CancellationToken.None));

        stuck.SetResult();
    }

    [Fact]
    public async Task Calls_OneFails_FreesItsPlace()
    {
        var calls = new DueCalls("incident", TimeProvider.System, NullLogger.Instance);
        for (var i = 0; i < 3 * DueCalls.Places; i++)
            Assert.True(await calls.TryStartAsync($"bad-{i}", () => Task.FromException(new TimeoutException()), CancellationToken.None));
    }
}
