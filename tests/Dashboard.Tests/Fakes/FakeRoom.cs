using Orleans.Runtime;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>A control room in memory: two positions p1 and p2, one list of proposals. It writes down what was asked of it and refuses what a test says.</summary>
internal sealed class FakeRoom : IGrainFactory
{
    private static readonly DateTimeOffset At = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    public Dictionary<string, string> Staff { get; } = [];

    public List<(string Position, WallCommand Command)> Commands { get; } = [];

    public WallRefusal Refusal { get; set; }

    public int Renewals { get; private set; }

    public RepeatOffender Offender { get; set; } = new(
        "off_1", DeviceId.Parse("cam-1"), "정문", "gate", "loitering", new OffenderEvidence(8, 0, At, At, new int[24], 18, 21, 0.6, [Incident("a")]),
        new RetuningSuggestion(RetuningKind.LengthenTime, "stay", "00:00:20"), OffenderStatus.Open, At, null, null, null);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        object grain = typeof(TGrainInterface) switch
        {
            var type when type == typeof(IVideoWallGrain) => new Wall(this, GrainKeys.IdOf(primaryKey)),
            var type when type == typeof(IControlRoomGrain) => new Room(this),
            var type when type == typeof(IRepeatOffendersGrain) => new Offenders(this),
            var type => throw new NotSupportedException(type.Name),
        };
        return (TGrainInterface)grain;
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidCompoundKey => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerCompoundKey => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable => throw new NotSupportedException();
    public IAddressable GetGrain(Type grainInterfaceType, IdSpan grainKey) => throw new NotSupportedException();
    public IAddressable GetGrain(Type grainInterfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();
    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();

    private static AlarmBudget Budget(string position) => new(position, At, 3, 5, 6, 4.5, false, null, 0, 3, BudgetStage.Rebalancing, 2, 1);

    private static AlarmGroup Group { get; } = new(
        "grp_1", "백석공원", "ilsandong", Severity.Medium, [new GroupMember(Incident("c"), IncidentCategory.Intrusion, "loitering", Severity.Medium, Park, At, [DeviceId.Parse("cam-3")], At)], 2,
        new WallReason(WallReasonKeys.GroupedForBudget, ["5", "6"]), "hub", At, null, false);

    private static SubjectSummary Park => new(new SubjectRef(SubjectKind.Place, "park"), "백석공원", "ilsandong");

    public static IncidentId Incident(string letter) => IncidentId.Parse("inc_" + string.Concat(Enumerable.Repeat(letter, 26)));

    private sealed class Wall(FakeRoom room, string position) : IVideoWallGrain
    {
        public Task<WallView> Get() => Task.FromResult(View());

        public Task<WallView?> Since(long sequence) => Task.FromResult(sequence == 7 ? null : View());

        public Task<DeskView> Desk() => Task.FromResult(new DeskView(position, 9, At, [Alarm("a", true, null), Alarm("b", false, "user:kim")], [Group], Budget(position), 1));

        public Task<DeskView?> DeskSince(long sequence) => throw new NotSupportedException();

        public Task<WallResult> SignIn(string actor, string? team)
        {
            if (room.Staff.TryGetValue(position, out var other) && other != actor) return Task.FromResult(new WallResult(WallRefusal.PositionTaken, $"{other} holds this position.", View()));
            if (!room.Staff.TryAdd(position, actor)) room.Renewals++;
            return Task.FromResult(new WallResult(WallRefusal.None, null, View()));
        }

        public Task<WallResult> SignOut(string actor)
        {
            room.Staff.Remove(position);
            return Task.FromResult(new WallResult(WallRefusal.None, null, View()));
        }

        public Task<WallResult> Execute(WallCommand command)
        {
            room.Commands.Add((position, command));
            return Task.FromResult(new WallResult(room.Refusal, room.Refusal == WallRefusal.None ? null : "No.", View()));
        }

        public Task Subscribe(IWallObserver observer) => throw new NotSupportedException();

        public Task Unsubscribe(IWallObserver observer) => throw new NotSupportedException();

        private WallView View() => new(
            position, 7, At, room.Staff.GetValueOrDefault(position), "a", 9, 400,
            [new WallTile(0, DeviceId.Parse("cam-1"), "정문", "화정역 광장", WallTileKind.Critical, Severity.Critical, Incident("a"), "fall",
                [new WallReason(WallReasonKeys.Incident, ["fall", "4"]), new WallReason(WallReasonKeys.Fresh, ["3"])], At, null, 22_400)],
            new TourStatus(TimeSpan.FromMinutes(60), true, 2, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(37), TimeSpan.FromMinutes(12)), [],
            [new WallDismissal(DeviceId.Parse("cam-2"), "user:kim", At, At.AddMinutes(30), "scaffolding")], 0);

        private static DeskAlarm Alarm(string letter, bool rings, string? silencedBy) => new(
            Incident(letter), IncidentCategory.Fall, "fall", Severity.Critical, Park, At, At, rings, null, [DeviceId.Parse("cam-1")],
            silencedBy is null ? [] : [new WallReason(WallReasonKeys.Silenced, [silencedBy])], silencedBy is null ? null : At, silencedBy);
    }

    private sealed class Room(FakeRoom room) : IControlRoomGrain
    {
        public Task<RoomView> Get() => Task.FromResult(new RoomView(At, 800, 0, [Status("p1"), Status("p2")]));

        public Task<IReadOnlyList<AlarmBudget>> Budgets() => throw new NotSupportedException();

        public Task<IReadOnlyList<PositionGroup>> Groups() => Task.FromResult<IReadOnlyList<PositionGroup>>([new PositionGroup("p1", Group)]);

        private PositionStatus Status(string position) => new(position, room.Staff.GetValueOrDefault(position), "a", At, 400, 3, Budget(position));
    }

    private sealed class Offenders(FakeRoom room) : IRepeatOffendersGrain
    {
        public Task<IReadOnlyList<RepeatOffender>> List(OffenderStatus? status) =>
            Task.FromResult<IReadOnlyList<RepeatOffender>>(status is null || status == room.Offender.Status ? [room.Offender] : []);

        public Task<RepeatOffender?> Find(string id) => Task.FromResult(id == room.Offender.Id ? room.Offender : null);

        public Task<OffenderResult> Decide(OffenderDecision decision)
        {
            if (decision.Id != room.Offender.Id) return Task.FromResult(new OffenderResult(OffenderRefusal.NotFound, null, null));
            if (room.Offender.Status != OffenderStatus.Open) return Task.FromResult(new OffenderResult(OffenderRefusal.AlreadyDecided, "It is decided already.", room.Offender));
            if (!decision.Accept && decision.Note is null) return Task.FromResult(new OffenderResult(OffenderRefusal.NoteRequired, "To decline, say why.", room.Offender));
            room.Offender = room.Offender with { Status = decision.Accept ? OffenderStatus.Accepted : OffenderStatus.Declined, DecidedBy = decision.Actor, Note = decision.Note };
            return Task.FromResult(new OffenderResult(OffenderRefusal.None, null, room.Offender));
        }
    }
}
