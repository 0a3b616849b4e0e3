using System.Collections.Concurrent;
using SafetyHub.Devices;
using SafetyHub.Monitoring;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Tests.Hub;

/// <summary>What the grains of a test hub were told, and how they answer.</summary>
public sealed class DeviceBook
{
    private readonly ConcurrentDictionary<(DeviceId, string), byte> _events = new();

    public ConcurrentQueue<DeviceEvent> Events { get; } = new();
    public ConcurrentQueue<(DeviceId Device, TelemetryBatch Batch)> Telemetry { get; } = new();
    public ConcurrentQueue<(DeviceId Device, DeviceBirth Birth)> Births { get; } = new();
    public ConcurrentQueue<(DeviceId Device, DeviceStateReport Report)> States { get; } = new();
    public ConcurrentQueue<(DeviceId Device, CommandReply Reply)> Replies { get; } = new();
    public ConcurrentQueue<DeviceId> Connections { get; } = new();
    public ConcurrentQueue<UnstoredCall> Warnings { get; } = new();
    public ConcurrentDictionary<string, byte> Activated { get; } = new();
    public ConcurrentDictionary<DeviceId, string> Configs { get; } = new();
    public ConcurrentDictionary<DeviceId, List<DeviceCommand>> Commands { get; } = new();

    /// <summary>What an event must pass before it counts as stored.</summary>
    public Func<DeviceEvent, Task> OnEvent { get; set; } = _ => Task.CompletedTask;

    /// <summary>Events that did not pass.</summary>
    public int Refused { get; private set; }

    /// <summary>What telemetry must pass.</summary>
    public Func<DeviceId, Task> OnTelemetry { get; set; } = _ => Task.CompletedTask;

    /// <summary>Keeps nothing of telemetry; for measurements.</summary>
    public bool ForgetTelemetry { get; set; }

    public async Task<EventReceipt> TakeAsync(DeviceEvent deviceEvent)
    {
        try
        {
            await OnEvent(deviceEvent);
        }
        catch
        {
            Refused++;
            throw;
        }
        if (!_events.TryAdd((deviceEvent.Device, deviceEvent.EventId), 0)) return new EventReceipt(deviceEvent.EventId, ReceiptStatus.Duplicate, "inc_1", null, null);
        Events.Enqueue(deviceEvent);
        return new EventReceipt(deviceEvent.EventId, ReceiptStatus.Accepted, "inc_1", null, "도움이 오고 있어요");
    }

    public IEnumerable<TelemetryReading> Readings(DeviceId device) => Telemetry.Where(t => t.Device == device).SelectMany(t => t.Batch.Readings);
}
