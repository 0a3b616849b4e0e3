using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Messages;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Playing;

/// <summary>What the devices of a home notice and report.</summary>
internal sealed class Devices(HomeStory story, Agenda agenda, Situation situation, Wire wire)
{
    private static readonly TimeSpan DoorStaysOpen = TimeSpan.FromSeconds(20);

    private readonly Movement _movement = new(story, agenda, situation);

    public void Begin()
    {
        wire.Begin();
        foreach (var happening in story.Plan.Happenings.OrderBy(happening => happening.At)) agenda.Put(happening.At, () => Happen(happening));
        foreach (var happening in story.Emergency?.Signals ?? []) agenda.Put(happening.At, () => Happen(happening));
        foreach (var passage in story.Plan.Passages) agenda.Put(passage.At, () => Pass(passage));
        if (story.Emergency is { Kind: Emergencies.EmergencyKind.Wandering } wandering) agenda.Put(wandering.Start, OpenDoor);
        foreach (var device in story.Home.Devices) new Reporter(this, device, agenda).Begin();
    }

    /// <summary>Somebody who was let in, or let himself in.</summary>
    public void OpenDoor()
    {
        if (story.Home.Find(DeviceRole.Door) is not { } door) return;
        wire.Report(new DeviceReport(door, story.Calendar.At(agenda.Now), null, Door: true, 80));
        agenda.Put(agenda.Now + DoorStaysOpen, () => wire.Report(new DeviceReport(door, story.Calendar.At(agenda.Now), null, Door: false, 80)));
    }

    private void Happen(Happening happening)
    {
        if (DeviceFor(happening) is not { } device || !situation.Allows(happening.Need)) return;
        var type = happening.Need == Need.Due ? $"{happening.Type}.{(IsTaken(happening) ? "taken" : "missed")}" : happening.Type;
        wire.Send(device, type, happening.Data, happening.Confidence);
    }

    /// <summary>Whoever tells of an outing tells the device there is.</summary>
    private HomeDevice? DeviceFor(Happening happening) =>
        story.Home.Find(happening.By) ?? (happening.Type.StartsWith("outing.", StringComparison.Ordinal) ? story.Home.Devices.First(device => device.CanAsk) : null);

    /// <summary>A dose or a meal is confirmed by somebody who is there, up, well and did not forget.</summary>
    private bool IsTaken(Happening happening)
    {
        if (!situation.Allows(Need.Awake)) return false;
        var misses = happening.Type == "meal" ? FalseAlarmNumbers.MealForgotten : FalseAlarmNumbers.DoseForgotten;
        if (situation.Emergency is { } decline) misses += (CourseNumbers.DeclineMisses - misses) * decline.Depth(agenda.Now);
        return Dice.ShareOf(story.Home.Seed, Purpose.Dose, happening.At.Ticks + 1) >= misses;
    }

    private void Pass(Passage passage)
    {
        // Whoever lies on the floor goes nowhere, and nobody visits an empty home.
        if (situation.IsPlanOff || agenda.Now < situation.InHospitalUntil || (!passage.ByResident && situation.Emergency is not null)) return;
        OpenDoor();
    }

    private void Report(HomeDevice device)
    {
        int? motion = device.Role is DeviceRole.Motion or DeviceRole.SecondMotion or DeviceRole.Robot ? _movement.Count(device.Role) : null;
        bool? door = device.Role == DeviceRole.Door ? false : null;
        wire.Report(new DeviceReport(device, story.Calendar.At(agenda.Now), motion, door, device.OnBattery ? 80 : null));
        if (device.Role == DeviceRole.Speaker && _movement.HearsTelevision()) wire.Send(device, "conversation", null, null);
    }

    /// <summary>One device's reports; each puts the next one down.</summary>
    private sealed class Reporter(Devices devices, HomeDevice device, Agenda agenda)
    {
        public void Begin() => agenda.Put(device.Phase, Report);

        private void Report()
        {
            devices.Report(device);
            agenda.Put(agenda.Now + device.ReportEvery, Report);
        }
    }
}
