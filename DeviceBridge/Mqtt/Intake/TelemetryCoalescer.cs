using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>
/// Gathers telemetry per device and hands it to the device's grain once a second or a hundred readings. Memory is bounded over all devices: at four fifths
/// <see cref="IsCrowded"/> makes the connections withhold acknowledgements, at the bound the oldest readings of the fullest device go and are
/// counted. Events never pass here, so nothing here can stand in front of one.
/// </summary>
internal sealed partial class TelemetryCoalescer : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<TelemetryBuffer> _waiting = new();
    private readonly ConcurrentQueue<TelemetryBuffer> _full = new();
    private readonly SemaphoreSlim _handOvers;
    private readonly TelemetryOptions _options;
    private readonly TimeProvider _time;
    private readonly MqttMetrics _metrics;
    private readonly ILogger<TelemetryCoalescer> _log;
    private readonly DeviceDirectory _devices;
    private readonly Lock _shedding = new();
    private int _inMemory;

    public TelemetryCoalescer(IOptions<MqttOptions> options, DeviceDirectory devices, TimeProvider time, MqttMetrics metrics, ILogger<TelemetryCoalescer> log)
    {
        (_options, _devices, _time, _metrics, _log) = (options.Value.Telemetry, devices, time, metrics, log);
        _handOvers = new SemaphoreSlim(_options.ParallelHandOvers);
        metrics.Watch("safetyhub.mqtt.telemetry.waiting", "{reading}", "Telemetry readings in memory", () => Volatile.Read(ref _inMemory));
    }

    /// <summary>True when telemetry should come in more slowly.</summary>
    public bool IsCrowded => Volatile.Read(ref _inMemory) > _options.ReadingsInMemory / 5 * 4;

    /// <summary>Readings in memory.</summary>
    public int InMemory => Volatile.Read(ref _inMemory);

    /// <summary>Takes readings. Never waits.</summary>
    public void Add(DeviceLink device, TelemetryReading[] readings, DateTimeOffset receivedAt, bool chattering)
    {
        if (Interlocked.Add(ref _inMemory, readings.Length) > _options.ReadingsInMemory) ShedFullest();
        var (waiting, mustQueue) = device.Telemetry.Add(readings, receivedAt, _time.GetTimestamp(), chattering);
        if (mustQueue) _waiting.Enqueue(device.Telemetry);
        // Exactly at the mark, so that one buffer does not fill this queue over and over.
        if (waiting >= _options.BatchReadings && waiting - readings.Length < _options.BatchReadings) _full.Enqueue(device.Telemetry);
    }

    /// <summary>Notes readings of a device that went over its rate.</summary>
    public void Shed(DeviceLink device, int readings, DateTimeOffset receivedAt)
    {
        _metrics.Shed(readings, "device-rate");
        if (device.Telemetry.NoteShed(readings, receivedAt, _time.GetTimestamp())) _waiting.Enqueue(device.Telemetry);
    }

    /// <summary>Hands everything over now; used before the process ends.</summary>
    public async Task DrainAsync()
    {
        while (_waiting.TryDequeue(out var buffer)) await StartHandOverAsync(buffer, leavesQueue: true);
        for (var i = 0; i < _options.ParallelHandOvers; i++) await _handOvers.WaitAsync();
        _handOvers.Release(_options.ParallelHandOvers);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TurnAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await DrainAsync();
        }
    }

    private async Task TurnAsync()
    {
        while (_full.TryDequeue(out var buffer)) await StartHandOverAsync(buffer, leavesQueue: false);
        // Buffers queue up in the order of their first reading, so the first that is not due ends the turn.
        while (_waiting.TryPeek(out var next) && _time.GetElapsedTime(next.Since) >= _options.FlushInterval && _waiting.TryDequeue(out next))
            await StartHandOverAsync(next, leavesQueue: true);
    }

    private async Task StartHandOverAsync(TelemetryBuffer buffer, bool leavesQueue)
    {
        await _handOvers.WaitAsync();
        _ = HandOverAsync(buffer, leavesQueue);
    }

    private async Task HandOverAsync(TelemetryBuffer buffer, bool leavesQueue)
    {
        try
        {
            var more = true;
            while (more && buffer.Take(TakeLimit, leavesQueue, out more) is { } batch) await HandOverAsync(buffer, batch);
        }
        finally
        {
            _handOvers.Release();
        }
    }

    private async Task HandOverAsync(TelemetryBuffer buffer, TelemetryBatch batch)
    {
        Interlocked.Add(ref _inMemory, -batch.Readings.Length);
        try
        {
            await buffer.Device.Grain.ReportTelemetry(batch);
        }
        catch (Exception error)
        {
            // The edge of the loop: the readings go back as far as there is room, and are tried again a second later.
            _metrics.Fault("telemetry");
            NotHandedOver(error, buffer.Device.Id);
            PutBack(buffer, batch);
            await Task.Delay(_options.FlushInterval, _time);
        }
    }

    private void PutBack(TelemetryBuffer buffer, TelemetryBatch batch)
    {
        var room = Math.Clamp(_options.ReadingsInMemory - InMemory, 0, batch.Readings.Length);
        var (kept, mustQueue) = buffer.PutBack(batch, room, _time.GetTimestamp());
        Interlocked.Add(ref _inMemory, kept);
        if (kept < batch.Readings.Length) _metrics.Shed(batch.Readings.Length - kept, "hub-memory");
        if (mustQueue) _waiting.Enqueue(buffer);
    }

    private void ShedFullest()
    {
        // One thread looks for the fullest device; the others go on, being at most a few readings over the bound.
        if (!_shedding.TryEnter()) return;
        try
        {
            while (InMemory > _options.ReadingsInMemory && _devices.All.MaxBy(d => d.Telemetry.Count) is { Telemetry.Count: > 0 } fullest)
            {
                var dropped = fullest.Telemetry.DropOldest();
                Interlocked.Add(ref _inMemory, -dropped);
                _metrics.Shed(dropped, "hub-memory");
            }
        }
        finally
        {
            _shedding.Exit();
        }
    }

    /// <summary>Most readings of one hand-over, as the contract of a batch says.</summary>
    private const int TakeLimit = 500;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telemetry of {Device} could not be handed over; it is tried again")]
    private partial void NotHandedOver(Exception error, DeviceId device);
}
