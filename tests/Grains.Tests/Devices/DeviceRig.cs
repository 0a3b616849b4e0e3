using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using SafetyHub.Devices;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Residents;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Devices;

/// <summary>A silo with every grain on a fake clock and in-memory ports. Tests take device and resident ids that no other test uses.</summary>
public sealed class DeviceRig : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;
    private int _events;

    internal HubClock Clock { get; } = new();

    internal InMemoryDeviceLedger Ledger { get; } = new();

    internal InMemoryDeviceRegistry Registry { get; } = new();

    internal InMemoryIncidentLog Log { get; } = new();

    internal InMemoryResidentBook Book { get; } = new();

    internal IGrainFactory Grains => _cluster!.Client;

    internal IGrainFactory SiloGrains => _cluster!.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>();

    internal DateTimeOffset Now => Clock.GetUtcNow();

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(GrainsAssembly.Storage).UseInMemoryReminderService().UseSystemTextJsonGrainStorageSerializer();
            silo.Services.AddHubGrains(new ConfigurationBuilder().Build());
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddSingleton<SafetyHub.Grains.Devices.IDeviceLedger>(Ledger);
            silo.Services.AddSingleton<IDeviceRegistry>(Registry);
            silo.Services.AddSingleton<IIncidentLog>(Log);
            silo.Services.AddSingleton<IResidentBook>(Book);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }

    internal IDeviceGrain Device(string id, DeviceKind kind = DeviceKind.Robot) => Grains.GetDevice(kind, DeviceId.Parse(id));

    internal async Task<IDeviceGrain> RegisterAsync(string id, DeviceKind kind = DeviceKind.Robot, SubjectRef? subject = null)
    {
        var registration = new DeviceRegistration(DeviceId.Parse(id), kind, "Device " + id, subject, new byte[16], new byte[32], Now);
        await Registry.SaveAsync(registration, CancellationToken.None);
        var device = Device(id, kind);
        await device.Register(registration);
        return device;
    }

    internal static SubjectRef Resident(string id) => new(SubjectKind.Resident, id);

    internal DeviceEvent Event(string device, string type, string? id = null, string? data = null, DateTimeOffset? at = null) => new(
        DeviceId.Parse(device), id ?? $"e{Interlocked.Increment(ref _events)}", type, at ?? Now, Now, null, null, data);

    internal TelemetryBatch Telemetry(params (string Name, double Value)[] values) => new(
        [new TelemetryReading(Now, null, [.. values.Select(v => new TelemetryValue(v.Name, v.Value, null, null))], false)], Now, 0, false);

    internal Task<IReadOnlyList<OpenIncident>> OpenAsync(SubjectRef subject) => Log.OpenOfSubjectAsync(subject, CancellationToken.None);

    internal async Task<IncidentSnapshot> TheOpenIncidentAsync(SubjectRef subject, IncidentCategory category)
    {
        var open = await OpenAsync(subject);
        return Log.Snapshot(Assert.Single(open, incident => incident.Category == category).Id)!;
    }

    internal static Task ForgetAsync(IDeviceGrain device) => device.Cast<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle().AsTask();

    internal IResidentGrain ResidentGrain(string id) => Grains.GetGrain<IResidentGrain>(GrainKeys.Subject(Resident(id)));
}
