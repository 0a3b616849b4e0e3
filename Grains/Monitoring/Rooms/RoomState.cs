namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>
/// What the room keeps over a restart, so that nothing rings twice and nobody has to sign in again. Plain and settable: fields are only ever added.
/// Written at most every 20 s; what is lost with it rings once more.
/// </summary>
internal sealed class RoomState
{
    public List<StoredStaff> Staff { get; set; } = [];
    public List<StoredCase> Cases { get; set; } = [];
    public List<StoredGroup> Groups { get; set; } = [];
    public List<StoredApart> Apart { get; set; } = [];
    public List<StoredHandOver> HandOvers { get; set; } = [];
    public Dictionary<string, StoredMeter> Meters { get; set; } = [];
    /// <summary>Change number up to which the incident log was read.</summary>
    public long Watermark { get; set; }
}

/// <summary>Who sits where, as it is stored.</summary>
internal sealed class StoredStaff
{
    public string Position { get; set; } = "";
    public string Actor { get; set; } = "";
    public string? Team { get; set; }
    public DateTimeOffset? SignedInAt { get; set; }
}

/// <summary>How an open incident stands at its desk, as it is stored.</summary>
internal sealed class StoredCase
{
    public string Incident { get; set; } = "";
    public string Position { get; set; } = "";
    public DateTimeOffset? RangAt { get; set; }
    public bool Rings { get; set; }
    public string? Group { get; set; }
    public DateTimeOffset JoinedAt { get; set; }
    public DateTimeOffset? ShownAt { get; set; }
    /// <summary>True when it was one that rings always: what has become one since rings after the restart.</summary>
    public bool IsProtected { get; set; }
    /// <summary>True when somebody owned it: what nobody owns any more after the restart is presented as if it came now.</summary>
    public bool IsOwned { get; set; }
    public string? SilencedBy { get; set; }
    public DateTimeOffset? SilencedAt { get; set; }
    public List<StoredReason> Why { get; set; } = [];
}

/// <summary>A reason as it is stored.</summary>
internal sealed class StoredReason
{
    public string Key { get; set; } = "";
    public string[] Arguments { get; set; } = [];
}

/// <summary>A group as it is stored.</summary>
internal sealed class StoredGroup
{
    public string Position { get; set; } = "";
    public string Id { get; set; } = "";
    public string Key { get; set; } = "";
    public string Place { get; set; } = "";
    public string District { get; set; } = "";
    public string ReasonKey { get; set; } = "";
    public string[] ReasonArguments { get; set; } = [];
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset? RangAt { get; set; }
    public bool Rings { get; set; }
    public string? SilencedBy { get; set; }
    public DateTimeOffset? SilencedAt { get; set; }
}

/// <summary>Where nothing is bundled, as it is stored.</summary>
internal sealed class StoredApart
{
    public string Position { get; set; } = "";
    public string Key { get; set; } = "";
    public DateTimeOffset Until { get; set; }
}

/// <summary>A hand-over as it is stored.</summary>
internal sealed class StoredHandOver
{
    public string Camera { get; set; } = "";
    public string By { get; set; } = "";
    public string From { get; set; } = "";
    public string To { get; set; } = "";
    public string? Note { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset Until { get; set; }
}
