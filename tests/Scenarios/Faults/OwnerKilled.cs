using System.Diagnostics;
using System.Text.Json;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Scenarios.Faults;

/// <summary>
/// Of two processes on PostgreSQL the one that owns an incident is killed before its next step is due: the other one takes the step. Who owns it is
/// certain because the incident was opened while there was only one.
/// </summary>
public sealed class OwnerKilled : PostgresFault
{
    private static readonly TimeSpan StepAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ActedWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempDirectory _second = new();

    /// <inheritdoc/>
    public override string Row => "owner";

    /// <inheritdoc/>
    public override string Injected => "kill -9 of the process that owns an incident, before a step of its response plan is due";

    /// <inheritdoc/>
    protected override int DeviceCount => 1;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _second.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<HubSettings> SettingsAsync(HubSettings standard) => (await base.SettingsAsync(standard)) with { Environment = Plan };

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await SendAsync(1, "owner");
        var incident = (await Hub.Api.IncidentsAsync("open")).Single().GetProperty("id").GetString()!;
        await using var other = await HubProcess.StartAsync(new HubSettings
        {
            DataDirectory = _second.Path, ConnectionString = Database, Roles = "silo,dashboard", Token = Hub.Settings.Token, Environment = Plan,
        });
        for (var round = 0; round < (Thorough ? 5 : 1); round++)
        {
            await Hub.KillAsync();
            var killed = DateTimeOffset.UtcNow;
            await UntilActedAsync(other, incident, killed);
            // The other one owns it now, and is the next to go.
            await Hub.StartAgainAsync();
            if (round + 1 < (Thorough ? 5 : 1)) await TakeOverAsync(other, incident);
        }
    }

    private static Dictionary<string, string> Plan => new()
    {
        ["SafetyHub__Escalation__Critical__Steps__0__Target"] = "OperatorDesk", ["SafetyHub__Escalation__Critical__Steps__0__After"] = "00:00:00",
        ["SafetyHub__Escalation__Critical__Steps__1__Target"] = "SecondDesk", ["SafetyHub__Escalation__Critical__Steps__1__After"] = $"{StepAfter}",
        ["SafetyHub__Escalation__Critical__RepeatAfter"] = "00:00:10",
    };

    /// <summary>Kills the survivor as well, so that the incident is owned by the hub of the row again.</summary>
    private async Task TakeOverAsync(HubProcess other, string incident)
    {
        await other.KillAsync();
        await UntilActedAsync(Hub, incident, DateTimeOffset.UtcNow);
        await other.StartAgainAsync();
    }

    private async Task UntilActedAsync(HubProcess survivor, string incident, DateTimeOffset killed)
    {
        var (position, due) = await ReadAsync(survivor, incident);
        var clock = Stopwatch.StartNew();
        var now = position;
        while (now == position && clock.Elapsed < Patience)
        {
            await Task.Delay(50);
            (now, _) = await ReadAsync(survivor, incident);
        }
        Expect(now != position, "the survivor did not take the step that was due");
        var late = DateTimeOffset.UtcNow - (due > killed ? due : killed);
        if (late > UntilHealthy) UntilHealthy = late;
        Note($"acted {late.TotalSeconds:F1} s after it was due (or after the kill, whichever came later)");
        ExpectInTime(late <= ActedWithin, $"the step that was due was taken only {late} after it was due and its owner dead");
    }

    /// <summary>From the list, which is read from the database: asking the incident itself would wake it.</summary>
    private static async Task<((int Round, int Step) Position, DateTimeOffset Due)> ReadAsync(HubProcess survivor, string incident)
    {
        var escalation = (await survivor.Api.IncidentsAsync("open")).Single(i => i.GetProperty("id").GetString() == incident).GetProperty("escalation");
        var due = escalation.GetProperty("nextStepAt") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : DateTimeOffset.MinValue;
        return ((escalation.GetProperty("round").GetInt32(), escalation.GetProperty("step").GetInt32()), due);
    }
}
