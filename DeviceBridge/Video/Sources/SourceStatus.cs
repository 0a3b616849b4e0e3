namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>A source at one moment.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="LastFrameAt">When the newest frame came, null before the first.</param>
/// <param name="Frames">Frames received since the source was made.</param>
/// <param name="Drops">Frames thrown out because a newer one came before analysis had time.</param>
/// <param name="Restarts">How often it had to be started again.</param>
/// <param name="LastFailure">Why it broke last, without credentials; null when it never did.</param>
/// <param name="ProcessorTime">Processor time of the decoders so far.</param>
internal sealed record SourceStatus(
    SourceState State, DateTimeOffset? LastFrameAt, long Frames, long Drops, int Restarts, string? LastFailure, TimeSpan ProcessorTime)
{
    /// <summary>What decodes, <c>software</c> or a hardware method of ffmpeg.</summary>
    public string Decoding { get; init; } = HardwareChoice.Software;

    /// <summary>Why it is not what was asked for; null when it is.</summary>
    public string? DecodingReason { get; init; }
}
