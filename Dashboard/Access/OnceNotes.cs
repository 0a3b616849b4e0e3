using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace SafetyHub.Dashboard.Access;

/// <summary>Secrets that are shown once after a form was sent: kept for two minutes in memory, for the person they are meant for.</summary>
internal sealed class OnceNotes(IMemoryCache cache)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    public string Put(string actor, IReadOnlyList<string> lines)
    {
        var ticket = RandomNumberGenerator.GetHexString(32, lowercase: true);
        cache.Set((typeof(OnceNotes), actor, ticket), lines, KeptFor);
        return ticket;
    }

    public IReadOnlyList<string> Take(string actor, string? ticket)
    {
        var key = (typeof(OnceNotes), actor, ticket ?? "");
        if (!cache.TryGetValue(key, out IReadOnlyList<string>? lines)) return [];
        cache.Remove(key);
        return lines ?? [];
    }
}
