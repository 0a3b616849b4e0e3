using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SafetyHub.Access;

namespace SafetyHub.Silo.Storage;

/// <summary>API tokens, answered from memory: tokens are few, so all of them are read again when one changes here, and every few seconds for other processes.</summary>
internal sealed class ApiTokens(HubDatabase database, TimeProvider clock, ILogger<ApiTokens> log) : IApiTokens, ITokenImport, IAsyncDisposable
{
    private const string Prefix = "shub_";
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private FrozenDictionary<string, ApiCaller>? _known;
    private BackgroundLoop? _refresh;

    public async ValueTask<ApiCaller?> FindAsync(string token, CancellationToken cancel)
    {
        var known = _known ?? await LoadAsync(cancel);
        var caller = known.GetValueOrDefault(Convert.ToHexString(Hash(token)));
        return caller?.ExpiresAt <= clock.GetUtcNow() ? null : caller;
    }

    public async Task<string> CreateAsync(string name, string role, DateTimeOffset? expiresAt, CancellationToken cancel)
    {
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await PutAsync(name, role, token, expiresAt, "", cancel);
        return token;
    }

    public Task ImportAsync(string name, string role, string token, CancellationToken cancel) => PutAsync(
        name, role, token, null,
        "ON CONFLICT (name) DO UPDATE SET role = excluded.role, token_hash = excluded.token_hash, expires_at = NULL", cancel);

    public async Task<bool> RevokeAsync(string name, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("DELETE FROM api_tokens WHERE name = @name", ("@name", name));
        var revoked = await command.ExecuteNonQueryAsync(cancel) == 1;
        await LoadAsync(cancel);
        return revoked;
    }

    public async Task<IReadOnlyList<ApiCaller>> ListAsync(CancellationToken cancel) =>
        [.. (await LoadAsync(cancel)).Values.OrderBy(caller => caller.Name, StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        if (_refresh is { } refresh) await refresh.DisposeAsync();
        _loading.Dispose();
    }

    private async Task PutAsync(string name, string role, string token, DateTimeOffset? expiresAt, string conflict, CancellationToken cancel)
    {
        if (!Roles.All.Contains(role)) throw new ArgumentException($"'{role}' is not a role", nameof(role));
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            $"INSERT INTO api_tokens (name, role, token_hash, created_at, expires_at) VALUES (@name, @role, @hash, @at, @expires) {conflict}",
            ("@name", name), ("@role", role), ("@hash", Hash(token)), ("@at", clock.GetUtcNow().Micros()), ("@expires", expiresAt.Micros()));
        await command.ExecuteNonQueryAsync(cancel);
        await LoadAsync(cancel);
    }

    private async Task<FrozenDictionary<string, ApiCaller>> LoadAsync(CancellationToken cancel)
    {
        await _loading.WaitAsync(cancel);
        try
        {
            await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
            await using var command = connection.Sql("SELECT token_hash, name, role, expires_at FROM api_tokens");
            var rows = await command.ReadAllAsync(
                row => KeyValuePair.Create(Convert.ToHexString((byte[])row[0]), new ApiCaller(row.GetString(1), row.GetString(2), row.InstantOrNull(3))), cancel);
            if (database.Kind == StorageKind.Postgres) _refresh ??= new BackgroundLoop("api tokens", Refresh, stop => LoadAsync(stop), log);
            return _known = rows.ToFrozenDictionary();
        }
        finally
        {
            _loading.Release();
        }
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
