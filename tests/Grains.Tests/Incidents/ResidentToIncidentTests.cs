using SafetyHub.Alerts;
using SafetyHub.Devices;
using SafetyHub.Duty;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Incidents;

/// <summary>Resident, incident and duty order as they really work together: each asks the other while it is asked.</summary>
public sealed class ResidentToIncidentTests
{
    [Fact]
    public async Task Sos_FromASensor_TheHomesRobotSpeaksInTheResidentsLanguage()
    {
        await using var hub = await HubCluster.StartAsync(ownResponders: false);
        var resident = hub.Client.GetGrain<IResidentGrain>(GrainKeys.Subject(TestSignals.Resident));
        await resident.Save(new ResidentProfile("Kim", TestSignals.Subject.District, null, null, null, "en", null));
        await resident.LinkDevice(DeviceId.Parse("doll-7"), DeviceKind.Robot, linked: true);
        // Many at once: while the incident asks the resident, the resident has further signals for the incident.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => resident.Receive(
            TestSignals.Signal($"b{i}", "sos.button", hub.Clock.GetUtcNow(), "button-1", DeviceKind.Sensor))));
        var id = IncidentId.Parse(Assert.Single(outcomes.Select(o => o.IncidentId).Distinct())!);
        Assert.Single(outcomes, o => o.Opened);
        await hub.Log.WhenAsync(id, "VoiceChosen");
        var order = Assert.Single(hub.Log.Alerts, a => a.Channel == AlertChannel.Voice);
        Assert.Equal(("device:robot/doll-7", "en"), (order.Recipient, order.Language));
        Assert.Equal(20, (await hub.Incident(id).Get())!.SignalCount);
    }

    [Fact]
    public async Task CaseworkerStep_SomebodyOnDutyInTheDistrict_IsAlerted()
    {
        await using var hub = await HubCluster.StartAsync(ownResponders: false);
        // The clock starts on a Monday at 00:00 UTC, which is 09:00 in Seoul.
        await hub.Client.GetGrain<IDutyGrain>(GrainKeys.Duty(TestSignals.Subject.District))
            .Save([new DutyShift(DayOfWeek.Monday, new TimeOnly(8, 0), new TimeOnly(18, 0), "yoon")]);
        var grain = await hub.OpenSosAsync();
        var id = (await grain.Get())!.Id;
        hub.Clock.Advance(TimeSpan.FromSeconds(181));
        await grain.CheckDeadlines();
        await hub.Log.WhenAsync(id, "StepFired", 4);
        Assert.Contains(hub.Log.Alerts, a => a is { Channel: AlertChannel.WebPush, Recipient: "worker:yoon" });
    }
}
