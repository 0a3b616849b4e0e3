using System.Security.Cryptography;
using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>Incidents and cameras as a real evening has them.</summary>
internal static class Town
{
    public static void Fill(FakeIncidents incidents, FakeEvidence evidence, byte[] still)
    {
        static TimeSpan Ago(double minutes) => TimeSpan.FromMinutes(minutes);
        var hash = Convert.ToHexStringLower(SHA256.HashData(still));
        evidence.Stills[hash] = still;
        var sos = incidents.Open("홍순자", Severity.Critical, IncidentCategory.Sos, "sos.hand-hold", Ago(0.7), subjectId: "r-hong",
            change: i => i with { SignalCount = 3, Escalation = i.Escalation with { NextStepAt = i.OpenedAt + TimeSpan.FromSeconds(60) } });
        incidents.Write(sos.Id, new TimelineEntry(2, sos.OpenedAt, "hub", "StepFired", """{"round":1,"step":1,"target":"OperatorDesk"}"""));
        incidents.Write(sos.Id, new TimelineEntry(3, sos.OpenedAt, "hub", "AlertDelivered", """{"channel":"Screen","recipient":"desk:1"}"""));
        incidents.Open("박영호", Severity.Critical, IncidentCategory.Fall, "fall", Ago(6.2), "ilsandong", "user:lee", change: i => i with { Progress = ResponderProgress.OnTheWay });
        incidents.Open("화정역 광장", Severity.High, IncidentCategory.Intrusion, "intrusion", Ago(2.4), change: i => i with { Evidence = [hash], SignalCount = 12 });
        incidents.Open("최말순", Severity.High, IncidentCategory.Distress, "distress.sound", Ago(4.1), "ilsanseo", change: i => i with { Condition = Condition.Cleared });
        incidents.Open("정기남", Severity.High, IncidentCategory.Inactivity, "inactivity", Ago(94), "ilsandong", "user:kim");
        incidents.Open("윤옥희", Severity.Medium, IncidentCategory.DeviceSilence, "device.silent", Ago(18), subjectId: "r-yoon");
        incidents.Open("백석공원 북문", Severity.Medium, IncidentCategory.Crowd, "crowd", Ago(9), "ilsandong");
        incidents.Open("강태식", Severity.Medium, IncidentCategory.CheckIn, "checkin.unanswered", Ago(33), "ilsanseo", "user:kim");
        incidents.Open("오복례", Severity.Low, IncidentCategory.Routine, "medication.missed", Ago(130));
        incidents.Open("서정임", Severity.Low, IncidentCategory.DeviceFault, "device.battery-low", Ago(310), "ilsanseo", "user:kim");
        incidents.Open("임춘자", Severity.Low, IncidentCategory.Mood, "sentiment.negative", Ago(47), "ilsandong",
            change: i => i with { ShelvedUntil = i.OpenedAt + TimeSpan.FromHours(5) });
        incidents.Open("조병철", Severity.High, IncidentCategory.Fall, "fall", Ago(41), "ilsandong", "user:lee",
            change: i => i with { Outcome = Outcome.False, ResolvedAt = i.OpenedAt + TimeSpan.FromMinutes(38) });
    }

    public static void AddCameras(FakeRegistry registry, FakeGrains grains, byte[] still)
    {
        (string Id, string Name, DeviceState State)[] cameras =
            [("cam-hwajeong-01", "화정역 광장 동측", DeviceState.Online), ("cam-baekseok-02", "백석공원 북문", DeviceState.Online), ("cam-juyeop-03", "주엽 지하보도", DeviceState.Lost)];
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (id, name, state) in cameras)
        {
            var device = DeviceId.Parse(id);
            registry.Devices[id] = new DeviceRegistration(device, DeviceKind.Camera, name, new SubjectRef(SubjectKind.Place, "p-" + id), [], [], now);
            grains.Twins[id] = new DeviceTwin(device, DeviceKind.Camera, name, new SubjectRef(SubjectKind.Place, "p-" + id), state, now, now, null, null, [], null, 0, null, false);
        }
        // On another machine, with the fallback detector, and full: one camera stays out.
        var bridge = new BridgeStatus(
            "bridge-0123456789ab", "bridge-1", 4711, BridgeState.Alive, 2, 2, 2, 2, [], new BridgeDetector(true, "hog", true, "The prepared model is missing."), now);
        grains.Schedule = new ScheduleOverview([bridge], 3, 3, [new UnplacedCamera(DeviceId.Parse("cam-juyeop-03"), UnplacedReason.NoCapacity)], false);
        grains.Snapshot = id => id == "cam-juyeop-03" ? null
            : new CameraSnapshot(still, TimeProvider.System.GetUtcNow() - (id == "cam-baekseok-02" ? TimeSpan.FromSeconds(14) : TimeSpan.Zero));
    }
}
