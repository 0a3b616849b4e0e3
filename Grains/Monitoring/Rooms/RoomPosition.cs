using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>An operator position on the room's books.</summary>
internal sealed class RoomPosition(string id, RoomOptions options)
{
    private readonly Dictionary<(IncidentCategory, string), Queue<long>> _waves = [];

    public string Id { get; } = id;

    public string? Actor { get; set; }

    public string? Team { get; set; }

    public DateTimeOffset? SignedInAt { get; set; }

    public DateTimeOffset RenewedAt { get; set; }

    public bool IsStaffed => Actor is not null;

    public AlarmMeter Meter { get; set; } = new(options);

    /// <summary>Cameras it has now, in the order of the tour.</summary>
    public List<CameraSeat> Cameras { get; } = [];

    /// <summary>Open incidents that are this desk's, members of groups included.</summary>
    public Dictionary<IncidentId, RoomCase> Cases { get; } = [];

    public Dictionary<string, DeskGroup> Groups { get; } = [];

    /// <summary>Where nothing is bundled, because a person took a group apart: key of the place and until when.</summary>
    public Dictionary<string, DateTimeOffset> Apart { get; } = [];

    /// <summary>Counts up with every change of what the desk shows.</summary>
    public long DeskChanges { get; private set; }

    public void DeskChanged() => DeskChanges++;

    public bool IsApart(PlaceKey place, DateTimeOffset now) => IsApart(place.Square, now) || IsApart(place.District, now);

    /// <summary>Counts an alarm of a kind in a district; true when there were as many lately as make a wave.</summary>
    public int CountWave(IncidentCategory category, string district, DateTimeOffset now)
    {
        if (!_waves.TryGetValue((category, district), out var times)) _waves.Add((category, district), times = new Queue<long>());
        times.Enqueue(now.UtcTicks);
        while (times.Count > options.WaveFrom * 4 || times.Peek() < now.UtcTicks - options.WaveWithin.Ticks) times.Dequeue();
        return times.Count;
    }

    private bool IsApart(string key, DateTimeOffset now) => Apart.TryGetValue(key, out var until) && until > now;
}

/// <summary>A camera on the room's books.</summary>
internal sealed class CameraSeat(RoomCamera camera)
{
    public RoomCamera Camera { get; set; } = camera;

    /// <summary>Who has it now, or null while nobody is signed in.</summary>
    public RoomPosition? Owner { get; set; }

    /// <summary>The absent position it comes from, or null.</summary>
    public string? From { get; set; }

    public HandedOver? HandedOver { get; set; }

    public DateTimeOffset? ShownAt { get; set; }

    public DateTimeOffset? LookedAt { get; set; }

    public WatchedCamera ToWatched() => new(Camera, ShownAt, LookedAt, From, HandedOver);
}

/// <summary>An open incident on the room's books.</summary>
internal sealed class RoomCase(RoomIncident incident)
{
    public RoomIncident Incident { get; set; } = incident;

    public RoomPosition? Position { get; set; }

    /// <summary>Cameras that show it, best first.</summary>
    public IReadOnlyList<CameraSeat> Cameras { get; set; } = [];

    /// <summary>When each of the cameras last reported it.</summary>
    public Dictionary<CameraSeat, DateTimeOffset> SeenBy { get; } = [];

    /// <summary>Who silenced it at its desk, or null.</summary>
    public Silenced? Silenced { get; set; }

    /// <summary>When it became an alarm of its own at its desk, or null while it is a member of a group or nowhere.</summary>
    public DateTimeOffset? RangAt { get; set; }

    public bool Rings { get; set; }

    public DeskGroup? Group { get; set; }

    public DateTimeOffset JoinedAt { get; set; }

    /// <summary>When one of its cameras was first on a wall for it.</summary>
    public DateTimeOffset? ShownAt { get; set; }

    /// <summary>Why it is at this desk, when that needs a word.</summary>
    public List<WallReason> Why { get; } = [];

    /// <summary>True when it stands somewhere: as an alarm or in a group.</summary>
    public bool IsPresented => RangAt is not null || Group is not null;
}

/// <summary>Alarms bundled by place at one desk.</summary>
internal sealed class DeskGroup(string id, string key, string place, string district, WallReason reason, DateTimeOffset since)
{
    public string Id { get; } = id;

    /// <summary>The square or district it stands for.</summary>
    public string Key { get; } = key;

    public string Place { get; } = place;

    public string District { get; } = district;

    public WallReason Reason { get; } = reason;

    public DateTimeOffset Since { get; } = since;

    public DateTimeOffset? RangAt { get; set; }

    public bool Rings { get; set; }

    /// <summary>Who silenced it, or null.</summary>
    public Silenced? Silenced { get; set; }

    public Dictionary<IncidentId, RoomCase> Members { get; } = [];

    public Severity Worst => Members.Count == 0 ? Severity.Low : Members.Values.Max(member => member.Incident.Severity);

    /// <summary>True when there is something in it that nobody owns and that has come since it last rang.</summary>
    public bool HasNews => Members.Values.Any(member => member.Incident.Owner is null && (RangAt is null || member.JoinedAt > RangAt));
}

/// <summary>Somebody at the desk has seen an alarm or a group and wants no more sound of it.</summary>
/// <param name="By">Who.</param>
/// <param name="At">UTC.</param>
internal sealed record Silenced(string By, DateTimeOffset At);

/// <summary>The place of an alarm for bundling: a square of the city, and its district.</summary>
internal readonly record struct PlaceKey(string Square, string District)
{
    private const double MetresPerDegree = 111_320;

    public static PlaceKey Of(RoomCase roomCase, RoomOptions options)
    {
        var district = roomCase.Incident.Subject.District;
        if (roomCase.Cameras.Count == 0 || roomCase.Cameras[0].Camera.Position is not { } at) return new PlaceKey(district, district);
        var north = (int)Math.Floor(at.Lat * MetresPerDegree / options.PlaceSize);
        var east = (int)Math.Floor(at.Lon * MetresPerDegree * 0.8 / options.PlaceSize);
        return new PlaceKey($"{district}/{north}/{east}", district);
    }
}
