using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Tests.Hub;

/// <summary>A device grain that writes into the book what the bridge tells it.</summary>
public abstract class TestDeviceGrain(DeviceBook book) : Grain, IDeviceGrain
{
    private DeviceBirth? _birth;
    private DeviceState _state;

    private DeviceId Device => DeviceId.Parse(GrainKeys.IdOf(this.GetPrimaryKeyString()));

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        book.Activated[this.GetPrimaryKeyString()] = 0;
        return Task.CompletedTask;
    }

    public Task<EventReceipt> ReportEvent(DeviceEvent deviceEvent) => book.TakeAsync(deviceEvent);

    public async Task ReportTelemetry(TelemetryBatch batch)
    {
        await book.OnTelemetry(Device);
        if (!book.ForgetTelemetry) book.Telemetry.Enqueue((Device, batch));
    }

    public Task ReportBirth(DeviceBirth birth)
    {
        _birth = birth;
        book.Births.Enqueue((Device, birth));
        return Task.CompletedTask;
    }

    public Task ReportState(DeviceStateReport report)
    {
        _state = report.State;
        book.States.Enqueue((Device, report));
        return Task.CompletedTask;
    }

    public Task ReportReply(CommandReply reply)
    {
        book.Replies.Enqueue((Device, reply));
        return Task.CompletedTask;
    }

    public Task<DeviceGreeting> Connected()
    {
        book.Connections.Enqueue(Device);
        return Task.FromResult(new DeviceGreeting(book.Configs.GetValueOrDefault(Device), book.Commands.GetValueOrDefault(Device) ?? []));
    }

    public Task<DeviceTwin> Get() => Task.FromResult(new DeviceTwin(
        Device, DeviceKind.Robot, "테스트", null, _state, null, null, _birth, null, [], book.Configs.GetValueOrDefault(Device), 0, null, false));

    public async Task<CommandOutcome> Send(CommandRequest request)
    {
        var command = new DeviceCommand(Guid.NewGuid().ToString("n"), request.Type, request.DataJson, request.RequestedBy, DateTimeOffset.UtcNow,
            request.ExpiresAt ?? DateTimeOffset.UtcNow.AddMinutes(1), CommandState.Pending, null, null);
        book.Commands.AddOrUpdate(Device, _ => [command], (_, old) => [.. old, command]);
        var payload = $$"""{"id":"{{command.Id}}","type":"{{command.Type}}","data":{{command.DataJson}},"expiresAt":"{{command.ExpiresAt:O}}"}""";
        await GrainFactory.GetGrain<IBridgeRosterGrain>(GrainKeys.BridgeRoster).Deliver(new DownMessage(Device, DownChannel.Command, payload));
        return new CommandOutcome(command, CommandRefusal.None, null);
    }

    public async Task Configure(string configJson, string requestedBy)
    {
        book.Configs[Device] = configJson;
        await GrainFactory.GetGrain<IBridgeRosterGrain>(GrainKeys.BridgeRoster).Deliver(new DownMessage(Device, DownChannel.Config, configJson));
    }

    public Task Register(DeviceRegistration registration) => Task.CompletedTask;

    public Task<DeviceCommand?> GetCommand(string commandId) => Task.FromResult(book.Commands.GetValueOrDefault(Device)?.Find(c => c.Id == commandId));

    public Task<IReadOnlyList<TelemetryReading>> RecentTelemetry() => Task.FromResult<IReadOnlyList<TelemetryReading>>([.. book.Readings(Device)]);

    public Task CheckDeadlines() => Task.CompletedTask;
}

public sealed class TestRobotGrain(DeviceBook book) : TestDeviceGrain(book), ICareRobotGrain;

public sealed class TestSensorGrain(DeviceBook book) : TestDeviceGrain(book), ISensorGrain;

/// <summary>A camera that publishes or is spoken for by an adapter: it has no source.</summary>
public sealed class TestCameraGrain(DeviceBook book) : TestDeviceGrain(book), ICameraGrain
{
    public Task SetSource(CameraSource source) => throw new NotSupportedException();
    public Task<CameraSource?> GetSource() => Task.FromResult<CameraSource?>(null);
    public Task<CameraSettings> GetSettings() => throw new NotSupportedException();
    public Task<WatchChange> SetWatch(CameraWatch watch, int? ifVersion) => throw new NotSupportedException();
    public Task<bool> ReportCondition(CameraCondition condition) => Task.FromResult(true);
    public Task SetSite(CameraSite site) => throw new NotSupportedException();
    public Task<CameraSite> GetSite() => throw new NotSupportedException();
    public Task<CameraDemand?> Demand() => Task.FromResult<CameraDemand?>(null);
    public Task<CameraLeaseAnswer> Lease(CameraLeaseRequest request) => throw new NotSupportedException();
    public Task Release(string bridgeId, long epoch) => Task.CompletedTask;
    public Task<EventReceipt> Observe(DeviceEvent seen, long epoch) => ReportEvent(seen);
    public Task<CameraSnapshot?> Snapshot() => Task.FromResult<CameraSnapshot?>(null);
}

/// <summary>The roster, as far as one process needs it.</summary>
public sealed class TestRosterGrain : Grain, IBridgeRosterGrain
{
    private readonly HashSet<IBridgeLink> _bridges = [];

    public Task Renew(IBridgeLink bridge)
    {
        _bridges.Add(bridge);
        return Task.CompletedTask;
    }

    public Task Leave(IBridgeLink bridge)
    {
        _bridges.Remove(bridge);
        return Task.CompletedTask;
    }

    public Task Deliver(DownMessage message)
    {
        foreach (var bridge in _bridges) _ = bridge.Deliver(message);
        return Task.CompletedTask;
    }
}
