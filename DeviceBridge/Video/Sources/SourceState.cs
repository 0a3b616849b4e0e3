namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>What a camera source is doing.</summary>
public enum SourceState
{
    /// <summary>Not started, or stopped on purpose.</summary>
    Stopped,

    /// <summary>Opening the source; no frame yet.</summary>
    Connecting,

    /// <summary>Frames arrive.</summary>
    Streaming,

    /// <summary>Broken; waiting before the next start. The scene is unobserved.</summary>
    Waiting,

    /// <summary>Not read: privacy hours.</summary>
    Private,
}
