using System.Globalization;
using SafetyHub.Devices;

namespace SafetyHub.Silo.Storage;

/// <summary>Claims on the hub's database. They are used once in a device's life, so each call asks the database.</summary>
internal sealed class DeviceClaims(HubDatabase database)
{
    public async Task SaveAsync(DeviceClaim claim, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("""
            INSERT INTO device_claims (claim_id, code_hash, device_id, expires_at, used_at, wrong_codes) VALUES (@id, @hash, @device, @expires, @used, @wrong)
            ON CONFLICT (claim_id) DO UPDATE SET code_hash = excluded.code_hash, device_id = excluded.device_id, expires_at = excluded.expires_at,
                used_at = excluded.used_at, wrong_codes = excluded.wrong_codes
            """,
            ("@id", claim.ClaimId), ("@hash", claim.CodeHash), ("@device", claim.DeviceId.Value), ("@expires", claim.ExpiresAt.Micros()),
            ("@used", claim.UsedAt.Micros()), ("@wrong", claim.WrongCodes));
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<DeviceClaim?> FindAsync(string claimId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "SELECT claim_id, code_hash, device_id, expires_at, used_at, wrong_codes FROM device_claims WHERE claim_id = @id", ("@id", claimId));
        return await command.ReadFirstAsync(
            row => new DeviceClaim(
                row.GetString(0), (byte[])row[1], DeviceId.Parse(row.GetString(2)), row.Instant(3), row.InstantOrNull(4), row.GetInt32(5)),
            cancel);
    }

    public async Task<bool> TryUseAsync(string claimId, DateTimeOffset usedAt, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "UPDATE device_claims SET used_at = @at WHERE claim_id = @id AND used_at IS NULL", ("@at", usedAt.Micros()), ("@id", claimId));
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    public async Task<int> CountWrongCodeAsync(string claimId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "UPDATE device_claims SET wrong_codes = wrong_codes + 1 WHERE claim_id = @id RETURNING wrong_codes", ("@id", claimId));
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancel) ?? 0, CultureInfo.InvariantCulture);
    }
}
