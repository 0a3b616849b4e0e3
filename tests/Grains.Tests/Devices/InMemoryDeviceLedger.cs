using System.Collections.Concurrent;
using SafetyHub.Devices;
using SafetyHub.Grains.Devices;

namespace SafetyHub.Grains.Tests.Devices;

/// <summary>The device ledger's contract without a database. The queue of the history can be full; saving a command can fail.</summary>
internal sealed class InMemoryDeviceLedger : IDeviceLedger
{
    private readonly ConcurrentDictionary<(DeviceId, string), DeviceCommand> _commands = [];
    private readonly ConcurrentDictionary<DueDevice, DateTimeOffset> _looks = [];

    public ConcurrentQueue<TelemetryChunk> Chunks { get; } = [];

    public bool HistoryIsFull { get; set; }

    public int FailNextSaves { get; set; }

    public int LooksScheduled { get; private set; }

    public Task SaveCommandAsync(DeviceId device, DeviceCommand command, CancellationToken cancel)
    {
        if (FailNextSaves > 0)
        {
            FailNextSaves--;
            throw new IOException("The disk is out of reach");
        }
        _commands[(device, command.Id)] = command;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeviceCommand>> OpenCommandsAsync(DeviceId device, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DeviceCommand>>(
            [.. _commands.Where(pair => pair.Key.Item1 == device && pair.Value.State == CommandState.Pending).Select(pair => pair.Value).OrderBy(c => c.RequestedAt).Take(32)]);

    public IReadOnlyList<DeviceCommand> CommandsOf(DeviceId device) => [.. _commands.Where(pair => pair.Key.Item1 == device).Select(pair => pair.Value)];

    public Task<DeviceCommand?> FindCommandAsync(DeviceId device, string commandId, CancellationToken cancel) =>
        Task.FromResult(_commands.GetValueOrDefault((device, commandId)));

    public void ScheduleLook(DeviceId device, DeviceKind kind, DateTimeOffset? at)
    {
        LooksScheduled++;
        if (at is { } due) _looks[new DueDevice(kind, device)] = due;
        else _looks.TryRemove(new DueDevice(kind, device), out _);
    }

    public DateTimeOffset? LookOf(DeviceId device, DeviceKind kind) => _looks.TryGetValue(new DueDevice(kind, device), out var at) ? at : null;

    public Task<IReadOnlyList<DueDevice>> DueLooksAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<DueDevice>>([.. _looks.Where(look => look.Value <= now).OrderBy(look => look.Value).Take(limit).Select(look => look.Key)]);

    public bool TryAppendTelemetry(TelemetryChunk chunk)
    {
        if (HistoryIsFull) return false;
        Chunks.Enqueue(chunk);
        return true;
    }
}
