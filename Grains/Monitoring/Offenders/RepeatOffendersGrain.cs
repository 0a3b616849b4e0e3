using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Offenders;

/// <summary>The list of cameras that were proposed for retuning, at most <see cref="Most"/>: the oldest that are decided or withdrawn go first.</summary>
internal sealed class RepeatOffendersGrain(
    [PersistentState("offenders", GrainsAssembly.Storage)] IPersistentState<OffenderListState> stored, RoomServices services)
    : Grain, IRepeatOffendersGrain, IOffenderList
{
    public const int Most = 500;
    private const int LongestNote = 500;

    private List<StoredOffender> Offenders => stored.State.Offenders;

    public async Task<IReadOnlyList<RepeatOffender>> List(OffenderStatus? status)
    {
        await WithdrawCalmAsync();
        return [.. Offenders.Where(offender => status is null || offender.Status == status).OrderByDescending(offender => offender.ProposedAt).Select(offender => offender.ToOffender())];
    }

    public Task<RepeatOffender?> Find(string id) => Task.FromResult(Offenders.Find(offender => offender.Id == id)?.ToOffender());

    public async Task<OffenderResult> Decide(OffenderDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (Offenders.Find(offender => offender.Id == decision.Id) is not { } found) return new(OffenderRefusal.NotFound, "There is no such proposal.", null);
        if (found.Status != OffenderStatus.Open) return new(OffenderRefusal.AlreadyDecided, "It is decided already.", found.ToOffender());
        var missing = !decision.Accept && string.IsNullOrWhiteSpace(decision.Note);
        if (missing || decision.Note?.Length > LongestNote)
            return new(OffenderRefusal.NoteRequired, $"To decline, say why in 1 to {LongestNote} characters.", found.ToOffender());
        // The camera's record first: it is idempotent, and a proposal that stays open can be decided again.
        await services.Grains.GetGrain<ICameraOutcomesGrain>(GrainKeys.CameraOutcomes(DeviceId.Parse(found.Camera))).Decided(found.Id, decision.Accept);
        (found.Status, found.DecidedAt) = (decision.Accept ? OffenderStatus.Accepted : OffenderStatus.Declined, services.Clock.GetUtcNow());
        (found.DecidedBy, found.Note) = (decision.Actor, string.IsNullOrWhiteSpace(decision.Note) ? null : decision.Note.Trim());
        await stored.WriteStateAsync();
        return new(OffenderRefusal.None, null, found.ToOffender());
    }

    public async Task Propose(RepeatOffender offender)
    {
        ArgumentNullException.ThrowIfNull(offender);
        var known = Offenders.Find(candidate => candidate.Id == offender.Id);
        if (known is { Status: not OffenderStatus.Open }) return;
        if (known is not null) Offenders.Remove(known);
        else MakeRoom();
        Offenders.Add(StoredOffender.Of(known is null ? offender : offender with { ProposedAt = known.ProposedAt }));
        await stored.WriteStateAsync();
    }

    public async Task Withdraw(string id)
    {
        if (Offenders.Find(offender => offender.Id == id) is not { Status: OffenderStatus.Open } found) return;
        (found.Status, found.DecidedAt, found.DecidedBy) = (OffenderStatus.Withdrawn, services.Clock.GetUtcNow(), "hub");
        await stored.WriteStateAsync();
    }

    private async Task WithdrawCalmAsync()
    {
        var now = services.Clock.GetUtcNow();
        var calm = Offenders.Where(offender => offender.Status == OffenderStatus.Open && now - offender.To > services.Offenders.Value.CalmAfter).ToList();
        foreach (var offender in calm) (offender.Status, offender.DecidedAt, offender.DecidedBy) = (OffenderStatus.Withdrawn, now, "hub");
        if (calm.Count > 0) await stored.WriteStateAsync();
    }

    private void MakeRoom()
    {
        if (Offenders.Count < Most) return;
        Offenders.Remove(Offenders.Where(offender => offender.Status != OffenderStatus.Open).MinBy(offender => offender.ProposedAt) ?? Offenders.MinBy(offender => offender.ProposedAt)!);
    }
}

/// <summary>The list as it is stored.</summary>
internal sealed class OffenderListState
{
    public List<StoredOffender> Offenders { get; set; } = [];
}

/// <summary>A proposal as it is stored.</summary>
internal sealed class StoredOffender
{
    public string Id { get; set; } = "";
    public string Camera { get; set; } = "";
    public string CameraName { get; set; } = "";
    public string? Zone { get; set; }
    public string EventType { get; set; } = "";
    public int False { get; set; }
    public int Real { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
    public int[] Hours { get; set; } = [];
    public int FromHour { get; set; }
    public int ToHour { get; set; }
    public double? MeanConfidence { get; set; }
    public string[] Examples { get; set; } = [];
    public RetuningKind Kind { get; set; }
    public string? Option { get; set; }
    public string? Value { get; set; }
    public OffenderStatus Status { get; set; }
    public DateTimeOffset ProposedAt { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecidedBy { get; set; }
    public string? Note { get; set; }

    public static StoredOffender Of(RepeatOffender offender) => new()
    {
        Id = offender.Id, Camera = offender.Camera.Value, CameraName = offender.CameraName, Zone = offender.Zone, EventType = offender.EventType,
        False = offender.Evidence.False, Real = offender.Evidence.Real, From = offender.Evidence.From, To = offender.Evidence.To,
        Hours = [.. offender.Evidence.FalseByHour], FromHour = offender.Evidence.FromHour, ToHour = offender.Evidence.ToHour,
        MeanConfidence = offender.Evidence.MeanConfidence, Examples = [.. offender.Evidence.Examples.Select(id => id.Value)],
        Kind = offender.Suggestion.Kind, Option = offender.Suggestion.Option, Value = offender.Suggestion.Value,
        Status = offender.Status, ProposedAt = offender.ProposedAt, DecidedAt = offender.DecidedAt, DecidedBy = offender.DecidedBy, Note = offender.Note,
    };

    public RepeatOffender ToOffender() => new(
        Id, DeviceId.Parse(Camera), CameraName, Zone, EventType,
        new OffenderEvidence(False, Real, From, To, Hours, FromHour, ToHour, MeanConfidence, [.. Examples.Select(IncidentId.Parse)]),
        new RetuningSuggestion(Kind, Option, Value), Status, ProposedAt, DecidedAt, DecidedBy, Note);
}
