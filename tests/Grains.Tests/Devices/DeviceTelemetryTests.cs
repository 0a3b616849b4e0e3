using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class DeviceTelemetryTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    [Fact]
    public async Task Telemetry_InTheTwin_IsTheNewestOfEachName()
    {
        var robot = await rig.RegisterAsync("te-twin");
        await robot.ReportTelemetry(rig.Telemetry(("temperature", 21), ("battery", 80)));
        await robot.ReportTelemetry(Batch([Reading(rig.Now.AddHours(-20), 1, ("temperature", 3)), Reading(rig.Now.AddHours(-19), 2, ("humidity", 40))]));
        var twin = await robot.Get();
        Assert.Equal(["battery=80", "humidity=40", "temperature=21"], twin.LastReadings.Select(r => $"{r.Value.Name}={r.Value.Number}").Order());
        Assert.Equal((80d, DeviceState.Online), (twin.Battery, twin.State));
    }

    [Fact]
    public async Task Gap_InTheCounter_IsShownUntilTheBackfillComes()
    {
        var robot = await rig.RegisterAsync("te-gap");
        await robot.ReportBirth(new DeviceBirth("m", null, null, "b1", [], rig.Now));
        await robot.ReportTelemetry(Batch([Reading(rig.Now, 0, ("motion", 1)), Reading(rig.Now, 5, ("motion", 1))]));
        Assert.Equal(4, (await robot.Get()).MissingMessages);
        await robot.ReportTelemetry(Batch([.. Enumerable.Range(1, 4).Select(seq => Reading(rig.Now.AddMinutes(-1), seq, ("motion", 0)))]));
        Assert.Equal(0, (await robot.Get()).MissingMessages);
        await robot.ReportTelemetry(Batch([Reading(rig.Now, 9, ("motion", 1))]));
        await robot.ReportBirth(new DeviceBirth("m", null, null, "b2", [], rig.Now));
        Assert.Equal(0, (await robot.Get()).MissingMessages);
    }

    [Theory]
    [InlineData(59, 80)]
    [InlineData(61, 40)]
    public async Task Battery_ThatSwings_IsStoredOnceAMinute(int seconds, double stored)
    {
        var robot = await rig.RegisterAsync($"te-swing-{seconds}");
        await robot.ReportTelemetry(rig.Telemetry(("battery", 80)));
        await robot.ReportTelemetry(rig.Telemetry(("battery", 40)));
        Assert.Equal(40, (await robot.Get()).Battery);
        rig.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await robot.CheckDeadlines();
        await DeviceRig.ForgetAsync(robot);
        Assert.Equal(stored, (await robot.Get()).Battery);
    }

    [Fact]
    public async Task Chunk_OfAMinute_GoesToTheHistoryByItself()
    {
        var robot = await rig.RegisterAsync("te-minute");
        await robot.ReportTelemetry(Batch([Reading(rig.Now, 7, ("motion", 2)), new(rig.Now, null, [new("door", null, null, "open"), new("charging", null, false, null)], true)]));
        Assert.Equal(2, (await robot.RecentTelemetry()).Count);
        rig.Clock.Advance(TimeSpan.FromSeconds(61));
        await robot.CheckDeadlines();

        var chunk = Assert.Single(rig.Ledger.Chunks, chunk => chunk.Device.Value == "te-minute");
        Assert.Equal(2, chunk.Count);
        using var json = JsonDocument.Parse(chunk.Payload);
        var (first, second) = (json.RootElement[0], json.RootElement[1]);
        Assert.Equal((7, 2d), (first.GetProperty("seq").GetInt64(), first.GetProperty("values").GetProperty("motion").GetDouble()));
        Assert.Equal(("open", false), (second.GetProperty("values").GetProperty("door").GetString(), second.GetProperty("values").GetProperty("charging").GetBoolean()));
        Assert.Empty(await robot.RecentTelemetry());
    }

    [Fact]
    public async Task Chunk_OverItsSize_GoesToTheHistoryAtOnce()
    {
        var robot = await rig.RegisterAsync("te-size");
        await robot.ReportTelemetry(Batch([.. Enumerable.Range(0, 500).Select(seq => Reading(rig.Now, seq, ("temperature", 20.5), ("humidity", 40)))]));
        var chunks = rig.Ledger.Chunks.Where(chunk => chunk.Device.Value == "te-size").ToList();
        Assert.All(chunks, chunk => Assert.InRange(chunk.Payload.Length, 8 * 1024, 9 * 1024));
        Assert.Equal(500, chunks.Sum(chunk => chunk.Count) + (await robot.RecentTelemetry()).Count);
    }

    [Fact]
    public async Task Readings_ThatAreHeld_ComeBackAsTheyWereSent()
    {
        var robot = await rig.RegisterAsync("te-tail");
        TelemetryReading[] sent = [Reading(rig.Now, 1, ("a", 1.25)), new(rig.Now.AddSeconds(1), null, [new("b", null, true, null), new("c", null, null, "한글 \"x\"")], true)];
        await robot.ReportTelemetry(Batch(sent));
        var held = await robot.RecentTelemetry();
        Assert.Equal(sent.Select(r => (r.At, r.Seq, r.ClockCorrected, string.Join(';', r.Values))), held.Select(r => (r.At, r.Seq, r.ClockCorrected, string.Join(';', r.Values))));
    }

    [Fact]
    public async Task FullHistory_KeepsFourChunksOfADeviceAndHandsThemOverLater()
    {
        var robot = await rig.RegisterAsync("te-full");
        rig.Ledger.HistoryIsFull = true;
        try
        {
            for (var i = 0; i < 4; i++)
            {
                await robot.ReportTelemetry(Batch([.. Enumerable.Range(i * 500, 500).Select(seq => Reading(rig.Now, seq, ("temperature", 20.5)))]));
            }
            var held = await robot.RecentTelemetry();
            Assert.InRange(held.Count, 1, 5 * 8 * 1024 / 40);
            Assert.Equal(1999, held[^1].Seq);
        }
        finally
        {
            rig.Ledger.HistoryIsFull = false;
        }
        await robot.CheckDeadlines();
        Assert.Equal(4, rig.Ledger.Chunks.Count(chunk => chunk.Device.Value == "te-full"));
    }

    [Fact]
    public async Task Grain_ThatGoes_LeavesItsChunkToTheHistory()
    {
        var robot = await rig.RegisterAsync("te-goes");
        await robot.ReportTelemetry(rig.Telemetry(("motion", 1)));
        await DeviceRig.ForgetAsync(robot);
        await robot.Get();
        Assert.Single(rig.Ledger.Chunks, chunk => chunk.Device.Value == "te-goes");
    }

    [Fact]
    public async Task Chattering_OpensAFaultOnce_ThatEndsAfterAMinuteOfCalm()
    {
        var home = DeviceRig.Resident("te-chat-home");
        var robot = await rig.RegisterAsync("te-chat", subject: home);
        for (var i = 0; i < 3; i++) await robot.ReportTelemetry(rig.Telemetry(("noise", i)) with { Chattering = true });
        var fault = await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceFault);
        Assert.Equal(("device.chattering", Severity.Low, 1, true), (fault.TitleKey, fault.Severity, fault.SignalCount, (await robot.Get()).Chattering));

        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        await robot.ReportTelemetry(rig.Telemetry(("noise", 1)));
        Assert.Equal(Condition.Active, rig.Log.Snapshot(fault.Id)!.Condition);
        rig.Clock.Advance(TimeSpan.FromSeconds(31));
        await robot.ReportTelemetry(rig.Telemetry(("noise", 1)));
        Assert.Equal((Condition.Cleared, false), (rig.Log.Snapshot(fault.Id)!.Condition, (await robot.Get()).Chattering));
    }

    [Theory]
    [InlineData("battery", 20, false)]
    [InlineData("battery", 21, true)]
    [InlineData("charging", 1, true)]
    public async Task LowBattery_EndsByTelemetryThatSaysSo(string name, double value, bool ends)
    {
        var id = $"te-battery-{name}-{value}";
        var robot = await rig.RegisterAsync(id, subject: DeviceRig.Resident(id));
        await robot.ReportEvent(rig.Event(id, "device.battery-low"));
        var fault = await rig.TheOpenIncidentAsync(DeviceRig.Resident(id), IncidentCategory.DeviceFault);
        var reading = name == "charging" ? new TelemetryValue(name, null, true, null) : new TelemetryValue(name, value, null, null);
        await DeviceRig.ForgetAsync(robot);
        await robot.ReportTelemetry(Batch([new TelemetryReading(rig.Now, null, [reading], false)]));
        Assert.Equal(ends ? Condition.Cleared : Condition.Active, rig.Log.Snapshot(fault.Id)!.Condition);
    }

    [Fact]
    public async Task LowBatteryThatEnds_WhileTheDeviceWasTamperedWith_LeavesTheFaultActive()
    {
        var home = DeviceRig.Resident("te-tamper-home");
        var robot = await rig.RegisterAsync("te-tamper", subject: home);
        await robot.ReportEvent(rig.Event("te-tamper", "device.tamper"));
        await robot.ReportEvent(rig.Event("te-tamper", "device.battery-low"));
        await robot.ReportTelemetry(rig.Telemetry(("battery", 90)));
        var fault = await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceFault);
        Assert.Equal((Condition.Active, Severity.Medium), (fault.Condition, fault.Severity));
    }

    private static TelemetryReading Reading(DateTimeOffset at, long? seq, params (string Name, double Value)[] values) =>
        new(at, seq, [.. values.Select(v => new TelemetryValue(v.Name, v.Value, null, null))], false);

    private TelemetryBatch Batch(TelemetryReading[] readings) => new(readings, rig.Now, 0, false);
}
