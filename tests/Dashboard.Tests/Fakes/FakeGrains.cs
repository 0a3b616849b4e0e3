using System.Collections.Concurrent;
using Orleans.Runtime;
using SafetyHub.Adapters;
using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Duty;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Places;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>Grains in memory: only what the screens call.</summary>
internal sealed class FakeGrains(FakeIncidents incidents) : IGrainFactory
{
    public FakeResidents Residents { get; } = new();
    public Dictionary<string, CaseworkerProfile> Workers { get; } = [];
    public ConcurrentDictionary<string, PushSubscription> Subscriptions { get; } = new();
    public Dictionary<string, IReadOnlyList<string>> OnDuty { get; } = [];
    public ConcurrentDictionary<string, CameraSettings> Settings { get; } = new();
    public List<AdapterStatus> Adapters { get; } = [];
    public Dictionary<string, DeviceTwin> Twins { get; } = [];
    public Func<string, CameraSnapshot?> Snapshot { get; set; } = _ => null;

    public ScheduleOverview Schedule { get; set; } = new([], 0, 0, [], false);

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        var id = GrainKeys.IdOf(primaryKey);
        object grain = typeof(TGrainInterface) switch
        {
            var type when type == typeof(IIncidentGrain) => new Incident(incidents, IncidentId.Parse(id)),
            var type when type == typeof(IDistrictFeedGrain) => new Feed(incidents),
            var type when type == typeof(IResidentGrain) => Residents.Grain(id),
            var type when type == typeof(IPlaceGrain) => new Place(),
            var type when type == typeof(ICaseworkerGrain) => new Worker(this, id),
            var type when type == typeof(IDutyGrain) => new Duty(OnDuty.GetValueOrDefault(id, [])),
            var type when type == typeof(ICameraGrain) => new Camera(this, id),
            var type when type == typeof(ICameraSchedulerGrain) => new Scheduler(this),
            var type when type == typeof(IAdapterRosterGrain) => new AdapterRoster(Adapters),
            var type => throw new NotSupportedException(type.Name),
        };
        return (TGrainInterface)grain;
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver => (TGrainObserverInterface)obj;

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver { }

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

    private sealed class Incident(FakeIncidents incidents, IncidentId id) : IIncidentGrain
    {
        public Task<CommandResult> Execute(IncidentCommand command) => Task.Run(() => incidents.Execute(id, command));
        public Task<IncidentSnapshot?> Get() => Task.FromResult(incidents.Find(id));
        public Task<IncidentIntake> Receive(SignalForIncident signal) => throw new NotSupportedException();
        public Task CheckDeadlines() => throw new NotSupportedException();
        public Task RecordAlert(AlertRecord record) => throw new NotSupportedException();
    }

    private sealed class AdapterRoster(IReadOnlyList<AdapterStatus> adapters) : IAdapterRosterGrain
    {
        public Task Report(string bridge, IReadOnlyList<AdapterStatus> adapters) => throw new NotSupportedException();
        public Task<IReadOnlyList<AdapterStatus>> List() => Task.FromResult(adapters);
    }

    private sealed class Feed(FakeIncidents incidents) : IDistrictFeedGrain
    {
        public Task Publish(IncidentSnapshot incident) => throw new NotSupportedException();
        public Task Warn(UnstoredCall call) => throw new NotSupportedException();
        public Task Subscribe(IIncidentObserver observer)
        {
            incidents.Observers[observer] = 0;
            return Task.CompletedTask;
        }
        public Task Unsubscribe(IIncidentObserver observer)
        {
            incidents.Observers.TryRemove(observer, out _);
            return Task.CompletedTask;
        }
    }

    private sealed class Place : IPlaceGrain
    {
        public Task<PlaceProfile?> Get() => Task.FromResult<PlaceProfile?>(new PlaceProfile("화정역 광장", "deogyang", new GeoPoint(37.63461, 126.83277)));
        public Task Save(PlaceProfile profile) => throw new NotSupportedException();
        public Task<SignalOutcome> Receive(Signal signal) => throw new NotSupportedException();
        public Task<SubjectSummary> Describe() => throw new NotSupportedException();
    }

    private sealed class Worker(FakeGrains grains, string id) : ICaseworkerGrain
    {
        public Task<CaseworkerProfile?> Get() => Task.FromResult(grains.Workers.GetValueOrDefault(id));
        public Task<IReadOnlyList<PushSubscription>> Subscriptions() =>
            Task.FromResult<IReadOnlyList<PushSubscription>>([.. grains.Subscriptions.Where(pair => pair.Key == id).Select(pair => pair.Value)]);
        public Task Subscribe(PushSubscription subscription)
        {
            grains.Subscriptions[id] = subscription;
            return Task.CompletedTask;
        }
        public Task Unsubscribe(string endpoint) => throw new NotSupportedException();
        public Task PushTaken(string endpoint, DateTimeOffset at) => throw new NotSupportedException();
        public Task Save(CaseworkerProfile profile) => throw new NotSupportedException();
    }

    private sealed class Duty(IReadOnlyList<string> onDuty) : IDutyGrain
    {
        public Task<IReadOnlyList<string>> OnDuty(DateTimeOffset at) => Task.FromResult(onDuty);
        public Task Save(IReadOnlyList<DutyShift> shifts) => throw new NotSupportedException();
        public Task<IReadOnlyList<DutyShift>> Get() => throw new NotSupportedException();
    }

    private sealed class Scheduler(FakeGrains grains) : ICameraSchedulerGrain
    {
        public Task<ScheduleOverview> Overview() => Task.FromResult(grains.Schedule);
        public Task<IReadOnlyList<HeldCamera>?> Running(string bridgeId) => throw new NotSupportedException();
        public Task<BridgeOrders> Heartbeat(BridgeReport report, IBridgeWake wake) => throw new NotSupportedException();
        public Task Leave(string bridgeId) => throw new NotSupportedException();
        public Task Changed(DeviceId camera) => throw new NotSupportedException();
        public Task<bool> Drain(string bridgeId, bool draining) => throw new NotSupportedException();
    }

    private sealed class Camera(FakeGrains grains, string id) : ICameraGrain
    {
        public Task<DeviceTwin> Get() => Task.FromResult(grains.Twins[id]);
        public Task<CameraSnapshot?> Snapshot() => Task.FromResult(grains.Snapshot(id));
        public Task SetSource(CameraSource source)
        {
            grains.Settings[id] = Settings with { Source = source with { Version = source.Version + 1 } };
            return Task.CompletedTask;
        }
        public Task<CameraSource?> GetSource() => Task.FromResult(Settings.Source);
        public Task<CameraSettings> GetSettings() => Task.FromResult(Settings);
        public Task<WatchChange> SetWatch(CameraWatch watch, int? ifVersion)
        {
            if (ifVersion is { } expected && expected != Settings.WatchVersion) return Task.FromResult(new WatchChange(Settings.WatchVersion, null, IsOutdated: true));
            grains.Settings[id] = Settings with { Watch = watch, WatchVersion = Settings.WatchVersion + 1 };
            return Task.FromResult(new WatchChange(Settings.WatchVersion, null, IsOutdated: false));
        }
        public Task<bool> ReportCondition(CameraCondition condition) => throw new NotSupportedException();
        private CameraSettings Settings => grains.Settings.GetValueOrDefault(id) ?? new CameraSettings(null, CameraWatch.None, 0, null, []);
        public Task SetSite(CameraSite site) => throw new NotSupportedException();
        public Task<CameraSite> GetSite() => throw new NotSupportedException();
        public Task<CameraDemand?> Demand() => throw new NotSupportedException();
        public Task<CameraLeaseAnswer> Lease(CameraLeaseRequest request) => throw new NotSupportedException();
        public Task Release(string bridgeId, long epoch) => throw new NotSupportedException();
        public Task<EventReceipt> Observe(DeviceEvent seen, long epoch) => throw new NotSupportedException();
        public Task Register(DeviceRegistration registration) => throw new NotSupportedException();
        public Task<EventReceipt> ReportEvent(DeviceEvent deviceEvent) => throw new NotSupportedException();
        public Task ReportTelemetry(TelemetryBatch batch) => throw new NotSupportedException();
        public Task ReportBirth(DeviceBirth birth) => throw new NotSupportedException();
        public Task ReportState(DeviceStateReport report) => throw new NotSupportedException();
        public Task ReportReply(CommandReply reply) => throw new NotSupportedException();
        public Task<DeviceGreeting> Connected() => throw new NotSupportedException();
        public Task<CommandOutcome> Send(CommandRequest request) => throw new NotSupportedException();
        public Task<DeviceCommand?> GetCommand(string commandId) => throw new NotSupportedException();
        public Task Configure(string configJson, string requestedBy) => throw new NotSupportedException();
        public Task<IReadOnlyList<TelemetryReading>> RecentTelemetry() => throw new NotSupportedException();
        public Task CheckDeadlines() => throw new NotSupportedException();
    }
}
