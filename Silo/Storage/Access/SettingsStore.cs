namespace SafetyHub.Silo.Storage;

/// <summary>Settings on the hub's database.</summary>
internal sealed class SettingsStore(HubDatabase database) : ISettingsStore
{
    public async Task<string?> FindAsync(string name, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("SELECT value FROM settings WHERE name = @name", ("@name", name));
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    public Task SetAsync(string name, string value, CancellationToken cancel) => WriteAsync(
        "INSERT INTO settings (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value, cancel);

    private async Task WriteAsync(string sql, string name, string value, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(sql, ("@name", name), ("@value", value));
        await command.ExecuteNonQueryAsync(cancel);
    }
}
