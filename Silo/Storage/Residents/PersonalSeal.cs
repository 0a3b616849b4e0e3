using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using SafetyHub.Grains.Residents;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Encrypts what is personal before it reaches the database (ASP.NET Data Protection: authenticated encryption, a new key every 90 days, old keys stay for
/// reading). Each ciphertext names its resident inside: one that was moved into another row does not open there.
/// </summary>
internal sealed partial class PersonalSeal(IDataProtectionProvider provider, ILogger<PersonalSeal> log)
{
    private const string Purpose = "SafetyHub.Residents.v1";
    private readonly Lazy<IDataProtector> _protector = new(() => provider.CreateProtector(Purpose));

    public byte[] Seal(ResidentFile file) => Seal(file.Id, JsonSerializer.SerializeToUtf8Bytes(file, ResidentJson.Default.ResidentFile));

    public byte[] Seal(string resident, PersonalWords words) => Seal(resident, JsonSerializer.SerializeToUtf8Bytes(words, ResidentJson.Default.PersonalWords));

    public byte[] SealName(string resident, string name) => Seal(resident, Encoding.UTF8.GetBytes(name));

    /// <summary>The record, or null when it does not open.</summary>
    public ResidentFile? OpenFile(string resident, byte[] sealedBytes) =>
        Open(resident, sealedBytes) is { } plain ? JsonSerializer.Deserialize(plain, ResidentJson.Default.ResidentFile) : null;

    public PersonalWords? OpenWords(string resident, byte[] sealedBytes) =>
        Open(resident, sealedBytes) is { } plain ? JsonSerializer.Deserialize(plain, ResidentJson.Default.PersonalWords) : null;

    public string? OpenName(string resident, byte[] sealedBytes) => Open(resident, sealedBytes) is { } plain ? Encoding.UTF8.GetString(plain) : null;

    private byte[] Seal(string resident, byte[] plain) => _protector.Value.Protect([.. Encoding.ASCII.GetBytes(resident), 0, .. plain]);

    private byte[]? Open(string resident, byte[] sealedBytes)
    {
        try
        {
            var plain = _protector.Value.Unprotect(sealedBytes);
            var end = Array.IndexOf(plain, (byte)0);
            if (end >= 0 && Encoding.ASCII.GetString(plain, 0, end) == resident) return plain[(end + 1)..];
            LogForeign(log, resident);
        }
        catch (CryptographicException fault)
        {
            // The record is shown as unreadable and is never overwritten; a call for help goes on with the id in place of the name.
            LogUnreadable(log, fault, resident);
        }
        return null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of resident {Resident} cannot be decrypted: is a key missing from the secrets?")]
    private static partial void LogUnreadable(ILogger logger, Exception fault, string resident);

    [LoggerMessage(Level = LogLevel.Error, Message = "In the row of resident {Resident} lies the record of another one; it is not used")]
    private static partial void LogForeign(ILogger logger, string resident);
}
