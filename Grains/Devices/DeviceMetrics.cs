using System.Diagnostics.Metrics;

namespace SafetyHub.Grains.Devices;

/// <summary>Measurements of the device grains; meter <c>SafetyHub.Devices</c>.</summary>
internal static class DeviceMetrics
{
    private static readonly Meter Meter = new("SafetyHub.Devices");

    /// <summary>Events taken, by <c>status</c>.</summary>
    public static Counter<long> Events { get; } = Meter.CreateCounter<long>("safetyhub.device.events");

    /// <summary>Events from a kind of device which by contract does not send them.</summary>
    public static Counter<long> UnexpectedSenders { get; } = Meter.CreateCounter<long>("safetyhub.device.events.unexpected_sender");

    /// <summary>Events whose time was corrected.</summary>
    public static Counter<long> ClockCorrections { get; } = Meter.CreateCounter<long>("safetyhub.device.events.clock_corrected");

    /// <summary>Readings taken.</summary>
    public static Counter<long> Readings { get; } = Meter.CreateCounter<long>("safetyhub.device.telemetry.readings");

    /// <summary>Readings the bridge had to drop.</summary>
    public static Counter<long> Shed { get; } = Meter.CreateCounter<long>("safetyhub.device.telemetry.shed");

    /// <summary>Values of names beyond the 64 that the twin keeps; they are in the history only.</summary>
    public static Counter<long> NamesBeyondBound { get; } = Meter.CreateCounter<long>("safetyhub.device.telemetry.names_beyond_bound");

    /// <summary>Readings lost because the history could not take their chunk.</summary>
    public static Counter<long> ReadingsDropped { get; } = Meter.CreateCounter<long>("safetyhub.device.telemetry.dropped");

    /// <summary>Devices found silent.</summary>
    public static Counter<long> Silences { get; } = Meter.CreateCounter<long>("safetyhub.device.silences");

    /// <summary>Silent devices that spoke again.</summary>
    public static Counter<long> Returns { get; } = Meter.CreateCounter<long>("safetyhub.device.returns");

    /// <summary>Last Wills of a start that is over.</summary>
    public static Counter<long> OldWills { get; } = Meter.CreateCounter<long>("safetyhub.device.old_wills");

    /// <summary>Commands by <c>fate</c>.</summary>
    public static Counter<long> Commands { get; } = Meter.CreateCounter<long>("safetyhub.device.commands");

    /// <summary>Replies to unknown or settled commands.</summary>
    public static Counter<long> RepliesIgnored { get; } = Meter.CreateCounter<long>("safetyhub.device.replies_ignored");

    /// <summary>Work beside an event or a reading that failed and is tried again later, by <c>work</c>.</summary>
    public static Counter<long> Postponed { get; } = Meter.CreateCounter<long>("safetyhub.device.postponed");
}
