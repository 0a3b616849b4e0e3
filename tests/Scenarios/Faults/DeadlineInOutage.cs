using System.Diagnostics;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Scenarios.Faults;

/// <summary>A step of a response plan falls due while the hub is down.</summary>
public sealed class DeadlineInOutage : Fault
{
    private static readonly TimeSpan StepAfter = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ActedWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override string Row => "deadline";

    /// <inheritdoc/>
    public override string Injected => "kill -9, down until a step of the response plan was due, start";

    /// <inheritdoc/>
    protected override int DeviceCount => 1;

    /// <inheritdoc/>
    protected override Task<HubSettings> SettingsAsync(HubSettings standard) => Task.FromResult(standard with
    {
        Environment = new Dictionary<string, string>
        {
            ["SafetyHub__Escalation__Critical__Steps__0__Target"] = "OperatorDesk", ["SafetyHub__Escalation__Critical__Steps__0__After"] = "00:00:00",
            ["SafetyHub__Escalation__Critical__Steps__1__Target"] = "SecondDesk", ["SafetyHub__Escalation__Critical__Steps__1__After"] = $"{StepAfter}",
        },
    });

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        for (var round = 0; round < (Thorough ? 5 : 1); round++)
        {
            var open = (await Hub.Api.IncidentsAsync("open")).Count;
            Expect(open == 0, "an earlier incident is still open");
            await SendAsync(1, $"deadline-{round}");
            var incident = (await Hub.Api.IncidentsAsync("open"))[0].GetProperty("id").GetString()!;
            var before = await StepAsync(incident);
            await Hub.KillAsync();
            await Task.Delay(StepAfter + TimeSpan.FromSeconds(1));
            await Hub.StartAgainAsync();
            var clock = Stopwatch.StartNew();
            while (await StepAsync(incident) == before && clock.Elapsed < Patience) await Task.Delay(50);
            UntilHealthy = clock.Elapsed > UntilHealthy ? clock.Elapsed : UntilHealthy;
            Expect(clock.Elapsed < Patience, "the step that was due did not fire");
            ExpectInTime(clock.Elapsed <= ActedWithin, $"the step that was due fired only {clock.Elapsed} after the hub was up");
            await Hub.Api.PostAsync($"/api/v1/incidents/{incident}/resolve", new { outcome = "test", note = "deadline" });
        }
    }

    private async Task<int> StepAsync(string incident) =>
        (await Hub.Api.GetAsync($"/api/v1/incidents/{incident}")).GetProperty("escalation").GetProperty("step").GetInt32();
}
