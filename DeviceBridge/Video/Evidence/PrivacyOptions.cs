using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>What of people is made unrecognisable in every picture that is shown; section <c>SafetyHub:Privacy</c>. There is no switch to show faces to everybody.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Section of the configuration that holds these settings.</summary>
    public const string Section = "SafetyHub:Privacy";

    /// <summary>What is masked. Default <see cref="MaskExtent.Heads"/>.</summary>
    [EnumDataType(typeof(MaskExtent))] public MaskExtent Extent { get; set; } = MaskExtent.Heads;

    /// <summary>Whether everything that moves is masked too, found as a person or not: hides those whom the detector overlooks, and much else. Default false.</summary>
    public bool MovingRegions { get; set; }

    /// <summary>A place stays masked for this long after somebody was found there, 500 ms to 30 s: covers the frames in which a person is overlooked. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:30")] public TimeSpan Memory { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Margin around what is masked, as a share of the person's width, 0 to 1. Default 0.25.</summary>
    [Range(0.0, 1.0)] public double Margin { get; set; } = 0.25;
}

/// <summary>What of a person is masked.</summary>
public enum MaskExtent
{
    /// <summary>The upper part with the head; all of a person who is not upright.</summary>
    Heads,

    /// <summary>The whole person.</summary>
    Persons,
}
