namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>What recording has come to since the start. Safe for concurrent use.</summary>
internal sealed class RecordingState
{
    private long _made;
    private long _partial;
    private long _lost;
    private long _maskingFailures;
    private bool _shortOfRoom;

    public long Made => Interlocked.Read(ref _made);

    public long Partial => Interlocked.Read(ref _partial);

    public long Lost => Interlocked.Read(ref _lost);

    public long MaskingFailures => Interlocked.Read(ref _maskingFailures);

    /// <summary>True while the last moments are thrown away because the disk is short of room.</summary>
    public bool ShortOfRoom
    {
        get => Volatile.Read(ref _shortOfRoom);
        set => Volatile.Write(ref _shortOfRoom, value);
    }

    public void ClipMade(bool partial)
    {
        Interlocked.Increment(ref _made);
        if (partial) Interlocked.Increment(ref _partial);
    }

    public void ClipLost() => Interlocked.Increment(ref _lost);

    public void MaskingFailed() => Interlocked.Increment(ref _maskingFailures);
}
