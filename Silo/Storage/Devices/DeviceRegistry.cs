using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// The registry, read whole into memory at first use (about 450 bytes a device) and kept up with other processes by asking every two seconds for
/// what was changed since. A change is stamped by the database's clock where there are several processes, and each question looks back ten seconds
/// more than it needs to: so long a transaction may take between its stamp and its end.
/// </summary>
internal sealed class DeviceRegistry(HubDatabase database, TimeProvider clock, ILogger<DeviceRegistry> log) : IDeviceRegistry, IAsyncDisposable
{
    private const string Columns = "id, kind, name, subject_kind, subject_id, secret_salt, secret_hash, registered_at, updated";
    private const long LookBack = 10_000_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<DeviceId, DeviceRegistration> _known = new();
    private readonly DeviceClaims _claims = new(database);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private BackgroundLoop? _refresh;
    private bool _loaded;
    private long _seen;

    public async ValueTask<DeviceRegistration?> FindAsync(DeviceId id, CancellationToken cancel)
    {
        if (!Volatile.Read(ref _loaded)) await LoadAsync(cancel);
        return _known.GetValueOrDefault(id);
    }

    public async Task SaveAsync(DeviceRegistration registration, CancellationToken cancel)
    {
        var stamp = database.Kind == StorageKind.Postgres ? "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint" : "@now";
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql($"""
            INSERT INTO devices ({Columns}) VALUES (@id, @kind, @name, @subjectKind, @subjectId, @salt, @hash, @registered, {stamp})
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, subject_kind = excluded.subject_kind, subject_id = excluded.subject_id,
                secret_salt = excluded.secret_salt, secret_hash = excluded.secret_hash, registered_at = excluded.registered_at, updated = excluded.updated
            """,
            ("@id", registration.Id.Value), ("@kind", (int)registration.Kind), ("@name", registration.Name),
            ("@subjectKind", (int?)registration.Subject?.Kind), ("@subjectId", registration.Subject?.Id), ("@salt", registration.SecretSalt),
            ("@hash", registration.SecretHash), ("@registered", registration.RegisteredAt.Micros()), ("@now", clock.GetUtcNow().Micros()));
        await command.ExecuteNonQueryAsync(cancel);
        _known[registration.Id] = registration;
    }

    public async Task<IReadOnlyList<DeviceRegistration>> ListAsync(DeviceKind? kind, string? after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            $"SELECT {Columns} FROM devices WHERE id > @after {(kind is null ? "" : "AND kind = @kind")} ORDER BY id LIMIT @limit",
            ("@after", after ?? ""), ("@kind", (int)(kind ?? 0)), ("@limit", Math.Clamp(limit, 1, 1_000)));
        return await command.ReadAllAsync(Read, cancel);
    }

    public Task SaveClaimAsync(DeviceClaim claim, CancellationToken cancel) => _claims.SaveAsync(claim, cancel);

    public Task<DeviceClaim?> FindClaimAsync(string claimId, CancellationToken cancel) => _claims.FindAsync(claimId, cancel);

    public Task<bool> TryUseClaimAsync(string claimId, DateTimeOffset usedAt, CancellationToken cancel) => _claims.TryUseAsync(claimId, usedAt, cancel);

    public Task<int> CountWrongCodeAsync(string claimId, CancellationToken cancel) => _claims.CountWrongCodeAsync(claimId, cancel);

    public async ValueTask DisposeAsync()
    {
        if (_refresh is { } refresh) await refresh.DisposeAsync();
        _loading.Dispose();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        await _loading.WaitAsync(cancel);
        try
        {
            if (_loaded) return;
            await RefreshAsync(cancel);
            if (database.Kind == StorageKind.Postgres) _refresh = new BackgroundLoop("device registry", Pause, RefreshAsync, log);
            Volatile.Write(ref _loaded, true);
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task RefreshAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql($"SELECT {Columns} FROM devices WHERE updated > @since", ("@since", _seen - LookBack));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var registration = Read(reader);
            _known[registration.Id] = registration;
            _seen = Math.Max(_seen, reader.GetInt64(8));
        }
    }

    private static DeviceRegistration Read(DbDataReader row) => new(
        DeviceId.Parse(row.GetString(0)), (DeviceKind)row.GetInt32(1), row.GetString(2),
        row.NumberOrNull(3) is { } kind ? new SubjectRef((SubjectKind)kind, row.GetString(4)) : null, (byte[])row[5], (byte[])row[6], row.Instant(7));
}
