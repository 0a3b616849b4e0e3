using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>The outcome of asking for a session.</summary>
internal readonly record struct SessionGrant(DeviceSession? Session, bool Present, byte Reason5, byte Return3);

/// <summary>
/// Sessions by client id. A client id belongs to one device for as long as its session lives; sessions that were asked to outlive their connection are
/// kept in the session store too, and found there after a restart.
/// </summary>
internal sealed partial class SessionTable(
    IMqttSessionStore store, IOptions<MqttOptions> options, SecurityJournal journal, TimeProvider time, MqttMetrics metrics, ILogger<SessionTable> log)
{
    private static readonly TimeSpan StoreDeadline = TimeSpan.FromSeconds(5);
    private readonly MqttLimits _limits = options.Value.Limits;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DeviceSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MqttSessionRecord> _stored = new(StringComparer.Ordinal);

    public int Count
    {
        get { lock (_lock) return _sessions.Count; }
    }

    /// <summary>Reads the sessions of earlier runs. Without them devices simply subscribe again.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        try
        {
            var now = time.GetUtcNow();
            var records = await store.LoadAsync(cancel);
            lock (_lock)
            {
                foreach (var record in records) _stored[record.ClientId] = record.ExpiresAt is null ? record with { ExpiresAt = now + _limits.LongestSession } : record;
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            metrics.Fault("sessions");
            NotLoaded(error);
        }
    }

    /// <summary>Gives a client its session, new or kept, and binds it to its channel at once, so that the next take-over finds it.</summary>
    public SessionGrant Open(string clientId, DeviceLink device, IDeviceChannel channel, bool clean, TimeSpan expiry)
    {
        DeviceSession session;
        IDeviceChannel? old;
        bool present;
        lock (_lock)
        {
            var known = _sessions.GetValueOrDefault(clientId);
            if (known is not null && known.Device != device || _stored.GetValueOrDefault(clientId) is { } stored && stored.Device != device.Id)
                return new SessionGrant(null, false, 0x85, 2);
            if (known is null && !MakeRoom_NeedsLock(device)) return new SessionGrant(null, false, 0x97, 5);
            old = known?.Channel;
            (session, present) = Choose_NeedsLock(clientId, device, clean, known);
            session.Expiry = expiry < _limits.LongestSession ? expiry : _limits.LongestSession;
            session.Attach(channel);
        }
        if (old is not null) NoteTakeOver(clientId, device, old);
        return new SessionGrant(session, present, 0, 0);
    }

    /// <summary>Stores subscriptions of a session that is to outlive the process; false when they could not be stored.</summary>
    public async Task<bool> SaveAsync(DeviceSession session, FrozenDictionary<string, int> subscriptions, CancellationToken cancel)
    {
        if (session.Expiry == TimeSpan.Zero) return true;
        var ends = session.DisconnectedAt is { } since ? since + session.Expiry : (DateTimeOffset?)null;
        var record = new MqttSessionRecord(session.ClientId, session.Device.Id, subscriptions, ends);
        return await TryStoreAsync(token => store.SaveAsync(record, token), cancel);
    }

    /// <summary>The connection of a session ended.</summary>
    public async Task CloseAsync(DeviceSession session)
    {
        if (session.Expiry > TimeSpan.Zero)
        {
            if (session.Subscriptions.Count > 0) await SaveAsync(session, session.Subscriptions, CancellationToken.None);
            return;
        }
        await RemoveAsync(session);
    }

    /// <summary>Forgets sessions whose time is over.</summary>
    public async Task SweepAsync()
    {
        var now = time.GetUtcNow();
        List<DeviceSession> over;
        List<string> lapsed;
        lock (_lock)
        {
            over = [.. _sessions.Values.Where(s => s.DisconnectedAt is { } since && now - since >= s.Expiry)];
            lapsed = [.. _stored.Values.Where(r => r.ExpiresAt <= now).Select(r => r.ClientId)];
            lapsed.ForEach(id => _stored.Remove(id));
        }
        foreach (var session in over) await RemoveAsync(session);
        foreach (var id in lapsed) await TryStoreAsync(token => store.RemoveAsync(id, token), CancellationToken.None);
    }

    private (DeviceSession Session, bool Present) Choose_NeedsLock(string clientId, DeviceLink device, bool clean, DeviceSession? known)
    {
        _stored.Remove(clientId, out var stored);
        if (!clean && known is not null) return (known, true);
        if (known is not null) Forget_NeedsLock(known);
        var session = new DeviceSession(clientId, device, _limits, time);
        var restored = !clean && stored is not null && stored.ExpiresAt > time.GetUtcNow();
        if (restored) session.Subscriptions = stored!.Subscriptions.ToFrozenDictionary(StringComparer.Ordinal);
        else if (stored is not null || known is { Expiry.Ticks: > 0 }) _ = TryStoreAsync(token => store.RemoveAsync(clientId, token), CancellationToken.None);
        _sessions[clientId] = session;
        device.Add(session);
        return (session, restored);
    }

    private bool MakeRoom_NeedsLock(DeviceLink device)
    {
        if (device.Sessions.Length < _limits.SessionsPerDevice) return true;
        if (device.Sessions.Where(s => s.Channel is null).MinBy(s => s.DisconnectedAt) is not { } oldest) return false;
        Forget_NeedsLock(oldest);
        _ = TryStoreAsync(token => store.RemoveAsync(oldest.ClientId, token), CancellationToken.None);
        return true;
    }

    private async Task RemoveAsync(DeviceSession session)
    {
        lock (_lock)
        {
            // Somebody may have come back in between.
            if (session.Channel is not null) return;
            Forget_NeedsLock(session);
        }
        if (session.Subscriptions.Count > 0 && session.Expiry > TimeSpan.Zero) await TryStoreAsync(token => store.RemoveAsync(session.ClientId, token), CancellationToken.None);
    }

    private void Forget_NeedsLock(DeviceSession session)
    {
        if (_sessions.GetValueOrDefault(session.ClientId) == session) _sessions.Remove(session.ClientId);
        session.Device.Remove(session);
    }

    private void NoteTakeOver(string clientId, DeviceLink device, IDeviceChannel old)
    {
        old.Close(CloseReason.TakenOver);
        TakenOver(clientId, device.Id);
        if (device.TakeOvers.Take(1) > TimeSpan.Zero)
            journal.Note($"device:{device.Id}", "mqtt.take-over", $"device/{device.Id}", "two connections with the same client id keep taking each other over");
    }

    private async Task<bool> TryStoreAsync(Func<CancellationToken, Task> act, CancellationToken cancel)
    {
        try
        {
            await act(cancel).WaitAsync(StoreDeadline, time, cancel);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            metrics.Fault("sessions");
            NotStored(error);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Client {ClientId} of {Device} connected again; the older connection is closed")]
    private partial void TakenOver(string clientId, DeviceId device);

    [LoggerMessage(Level = LogLevel.Error, Message = "The MQTT sessions of the last run could not be read; devices will subscribe again")]
    private partial void NotLoaded(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "An MQTT session could not be stored or removed")]
    private partial void NotStored(Exception error);
}
