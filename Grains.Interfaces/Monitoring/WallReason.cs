namespace SafetyHub.Monitoring;

/// <summary>Why a tile, an alarm or a group stands where it stands, in parts that screens translate.</summary>
/// <param name="Key">Resource key, one of <see cref="WallReasonKeys"/>.</param>
/// <param name="Arguments">Its arguments, at most 8; numbers are invariant text. An argument that is an event type is translated as <c>title.{type}</c>.</param>
[GenerateSerializer, Immutable, Alias("hub.WallReason")]
public sealed record WallReason([property: Id(0)] string Key, [property: Id(1)] IReadOnlyList<string> Arguments);

/// <summary>Every reason the wall gives; each has a text in the dashboard's resources in both languages.</summary>
public static class WallReasonKeys
{
    /// <summary>An open incident. {0} event type, {1} severity as its number.</summary>
    public const string Incident = "wall.reason.incident";
    /// <summary>Somebody or something is in the picture. {0} event type (<c>person</c>, <c>vehicle</c>).</summary>
    public const string Attention = "wall.reason.attention";
    /// <summary>How sure the finding is. {0} percent.</summary>
    public const string Confidence = "wall.reason.confidence";
    /// <summary>It is new. {0} seconds since it was found.</summary>
    public const string Fresh = "wall.reason.new";
    /// <summary>Near something that matters. {0} name of its subject, {1} metres, {2} event type.</summary>
    public const string Near = "wall.reason.near";
    /// <summary>Another camera of the same place has an incident. {0} name of the place, {1} event type.</summary>
    public const string SameIncident = "wall.reason.same-incident";
    /// <summary>Nobody has looked for a while. {0} minutes.</summary>
    public const string Unseen = "wall.reason.unseen";
    /// <summary>Nobody has ever looked since the hub started.</summary>
    public const string NeverSeen = "wall.reason.never-seen";
    /// <summary>Its turn on the tour. {0} minutes within which every camera is seen.</summary>
    public const string Tour = "wall.reason.tour";
    /// <summary>Pinned. {0} who.</summary>
    public const string Pinned = "wall.reason.pinned";
    /// <summary>Handed over. {0} who, {1} from which position, {2} note (may be empty).</summary>
    public const string HandedOver = "wall.reason.handed-over";
    /// <summary>Part of a group of alarms. {0} name of the place, {1} members.</summary>
    public const string Group = "wall.reason.group";
    /// <summary>Taken over from a position that nobody staffs, or that has no room for it. {0} the position.</summary>
    public const string TakenOver = "wall.reason.taken-over";
    /// <summary>The incident's owner has it in hand. {0} who.</summary>
    public const string Owned = "wall.reason.owned";
    /// <summary>Grouped because the desk came near its alarm budget. {0} alarms in the last hour, {1} limit.</summary>
    public const string GroupedForBudget = "wall.reason.grouped-budget";
    /// <summary>Grouped because of a flood of alarms at the desk. {0} alarms in the last 10 minutes.</summary>
    public const string GroupedForFlood = "wall.reason.grouped-flood";
    /// <summary>Grouped because many alarms of one kind came from near places. {0} how many, {1} minutes.</summary>
    public const string GroupedForWave = "wall.reason.grouped-wave";
    /// <summary>Came here because the desk it belongs to was near its budget. {0} that position.</summary>
    public const string Rebalanced = "wall.reason.rebalanced";

    /// <summary>Listed without a sound: it came while nobody staffed a desk for it.</summary>
    public const string Waited = "wall.reason.waited";
    /// <summary>Does not ring: somebody at the desk has seen it. {0} who.</summary>
    public const string Silenced = "wall.reason.silenced";

    /// <summary>All keys, for the test that looks for their texts.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Incident, Attention, Confidence, Fresh, Near, SameIncident, Unseen, NeverSeen, Tour, Pinned, HandedOver, Group, TakenOver, Owned,
        GroupedForBudget, GroupedForFlood, GroupedForWave, Rebalanced, Waited, Silenced,
    ];
}
