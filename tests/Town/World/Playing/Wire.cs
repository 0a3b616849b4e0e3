using System.Globalization;
using SafetyHub.Town.World.Faults;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Messages;

namespace SafetyHub.Town.World.Playing;

/// <summary>The way from a home's devices to the hub, with its outages.</summary>
internal sealed class Wire(HomeStory story, Agenda agenda, Action<HomeMessage> deliver)
{
    // A broker notices a dead connection after one and a half keep-alives of 60 s.
    private static readonly TimeSpan WillAfter = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan AfterReturn = TimeSpan.FromSeconds(5);

    private int _events;

    /// <summary>Puts the Last Wills and returns of all outages on the agenda; at first every device is there.</summary>
    public void Begin()
    {
        foreach (var device in story.Home.Devices) agenda.Put(TimeSpan.Zero, () => Say(device, online: true));
        foreach (var outage in story.Outages)
        {
            foreach (var device in outage.Device is { } one ? [one] : story.Home.Devices.AsEnumerable())
            {
                if (outage.To - outage.From > WillAfter) agenda.Put(outage.From + WillAfter, () => Say(device, online: false));
                agenda.Put(outage.To + TimeSpan.FromSeconds(1), () => Say(device, online: true));
            }
        }
    }

    public Outage? OutageOf(HomeDevice device)
    {
        foreach (var outage in story.Outages)
        {
            if (outage.From > agenda.Now) break;
            if (agenda.Now < outage.To && (outage.Device is null || outage.Device == device)) return outage;
        }
        return null;
    }

    /// <summary>An event is kept until it has got through; one of a device that is off never was.</summary>
    public void Send(HomeDevice device, string type, string? data, double? confidence)
    {
        var outage = OutageOf(device);
        if (outage is { KeepsEvents: false }) return;
        var message = new DeviceEvent(device, string.Create(CultureInfo.InvariantCulture, $"e{++_events}"), story.Calendar.At(agenda.Now), type, data, confidence);
        if (outage is null) deliver(message);
        else agenda.Put(outage.To + AfterReturn, () => Retry(device, message));
    }

    /// <summary>A report that cannot be sent is gone.</summary>
    public void Report(DeviceReport report)
    {
        if (OutageOf(report.Device) is null) deliver(report);
    }

    /// <summary>What a person enters does not pass the home's link.</summary>
    public void Enter(Whereabouts whereabouts) => deliver(new WhereaboutsEntered(story.Calendar.At(agenda.Now), whereabouts));

    private void Retry(HomeDevice device, DeviceEvent message)
    {
        if (OutageOf(device) is { } again) agenda.Put(again.To + AfterReturn, () => Retry(device, message));
        else deliver(message);
    }

    private void Say(HomeDevice device, bool online)
    {
        // Another outage may have begun, or the one that was noticed may be over.
        if (online == (OutageOf(device) is null)) deliver(new DevicePresence(device, story.Calendar.At(agenda.Now), online));
    }
}
