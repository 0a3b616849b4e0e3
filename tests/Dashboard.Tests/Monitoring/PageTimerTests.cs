using Bunit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Dashboard.Devices;
using SafetyHub.Dashboard.Monitoring;

namespace SafetyHub.Dashboard.Tests.Monitoring;

public sealed class PageTimerTests : RoomStage
{
    [Fact]
    public void Turns_ThatFail_AreLoggedOnceInAWhileAndGoOn()
    {
        var (time, log, turns) = (new FakeTimeProvider(), new Heard(), 0);
        using var timer = new PageTimer(time, TimeSpan.FromSeconds(1), () => ++turns > 70 ? Task.CompletedTask : throw new InvalidOperationException("away"), "test", log);
        for (var second = 0; second < 75; second++) time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(75, turns);
        Assert.Equal(2, log.Errors);
    }

    [Fact]
    public void Turn_StillUnderWay_IsNotStartedASecondTime()
    {
        var (time, turns, open) = (new FakeTimeProvider(), 0, new TaskCompletionSource());
        using var timer = new PageTimer(time, TimeSpan.FromSeconds(1), () => { turns++; return open.Task; }, "test", new Heard());
        for (var second = 0; second < 5; second++) time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, turns);
        open.SetResult();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, turns);
    }

    [Fact]
    public void CamerasPage_WhenItsTickFails_TicksOnAndShowsTheNextState()
    {
        var page = Render<CamerasPage>();
        Grains.ScheduleDown = true;
        for (var second = 0; second < 11; second++) Tick();
        Assert.Contains("12:00:11", page.Find(".clock").TextContent, StringComparison.Ordinal);
        Grains.ScheduleDown = false;
        Grains.Schedule = new([], 3, 3, [], false);
        for (var second = 0; second < 10; second++) Tick();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".band.alarm")));
    }

    private sealed class Heard : ILogger
    {
        public int Errors { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error && exception is not null) Errors++;
        }
    }
}
