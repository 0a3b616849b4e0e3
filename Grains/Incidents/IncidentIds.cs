using System.Security.Cryptography;
using System.Text;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>Derives the id of an incident from what opens it, so that a redelivered signal finds the incident it opened.</summary>
public static class IncidentIds
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const int HashBytes = 16;

    /// <summary>The id of the incident that this signal opens: <c>inc_</c> and the first 128 bits of a SHA-256 in base 32 (RFC 4648, lower case, last two bits zero).</summary>
    public static IncidentId Derive(SubjectRef subject, IncidentCategory category, string signalId)
    {
        ArgumentException.ThrowIfNullOrEmpty(signalId);
        var origin = $"{(int)subject.Kind}\n{subject.Id}\n{(int)category}\n{signalId}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(origin), hash);
        return IncidentId.Parse("inc_" + Encode(hash[..HashBytes]));
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(26);
        var (pending, bits) = (0, 0);
        foreach (var b in bytes)
        {
            pending = (pending << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Base32[(pending >> (bits - 5)) & 31]);
            pending &= (1 << bits) - 1;
        }
        return text.Append(Base32[(pending << (5 - bits)) & 31]).ToString();
    }
}
