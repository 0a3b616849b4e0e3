using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Intrusion;

/// <summary>Options of the behaviour <c>intrusion</c>.</summary>
internal sealed class IntrusionOptions
{
    /// <summary>Sightings in a row inside the zone before it is reported, 1 to 50. Default 3.</summary>
    [Range(1, 50)] public int Sightings { get; set; } = 3;

    /// <summary>A person outside the zone for this long can be reported there again, 1 s to 1 h. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Rearm { get; set; } = TimeSpan.FromSeconds(10);
}
