using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Behaviours.LineCrossing;

/// <summary>Options of the behaviour <c>line-crossing</c>.</summary>
internal sealed class LineCrossingOptions
{
    /// <summary>Which way counts: <c>both</c>, <c>forward</c> (from the left to the right of somebody who walks along the line) or <c>backward</c>. Default <c>both</c>.</summary>
    [EnumDataType(typeof(CrossingDirection))] public CrossingDirection Direction { get; set; } = CrossingDirection.Both;

    /// <summary>Sightings in a row beyond the line before it is reported, 1 to 20. Default 2.</summary>
    [Range(1, 20)] public int Sightings { get; set; } = 2;

    /// <summary>How far beyond the line the foot point has to be, as a share of the picture, 0 to 0.2. Default 0.01: a box that trembles on the line crosses nothing.</summary>
    [Range(0.0, 0.2)] public double Margin { get; set; } = 0.01;

    /// <summary>The same person can be reported again in the same direction after this, 0 s to 1 h. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")] public TimeSpan Rearm { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Which way across a line.</summary>
internal enum CrossingDirection
{
    /// <summary>Either.</summary>
    Both,

    /// <summary>From the line's left to its right.</summary>
    Forward,

    /// <summary>From the line's right to its left.</summary>
    Backward,
}
