using SafetyHub.Duty;

namespace SafetyHub.Grains.Duty;

/// <summary>A caseworker as stored. Plain and settable: fields are only ever added.</summary>
internal sealed class CaseworkerState
{
    public StoredCaseworker? Profile { get; set; }

    /// <summary>Oldest first.</summary>
    public List<StoredSubscription> Subscriptions { get; set; } = [];
}

/// <summary>A caseworker's record as it is stored.</summary>
internal sealed class StoredCaseworker
{
    public string Name { get; set; } = "";
    public string District { get; set; } = "";
    public string Language { get; set; } = "ko";
}

/// <summary>A push subscription as it is stored.</summary>
internal sealed class StoredSubscription
{
    public string Endpoint { get; set; } = "";
    public string P256dh { get; set; } = "";
    public string Auth { get; set; } = "";
    public DateTimeOffset AddedAt { get; set; }
    public DateTimeOffset? LastTakenAt { get; set; }

    public PushSubscription ToSubscription() => new(Endpoint, P256dh, Auth, AddedAt, LastTakenAt);
}
