using System.Reflection;
using Orleans.Runtime;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// The rules that keep two grains out of one row: the provider's key holds the state's name and the grain's key but not the grain's type, and it
/// reads keys that look hexadecimal as numbers.
/// </summary>
public static class GrainStateNames
{
    /// <summary>Proves that each name of a persistent state belongs to one grain class.</summary>
    /// <exception cref="InvalidOperationException">Two classes share a name; the message lists every such name.</exception>
    public static void Check(Assembly grains)
    {
        var shared = grains.GetTypes().SelectMany(NamesOf).GroupBy(use => use.Name, StringComparer.OrdinalIgnoreCase)
            .Where(uses => uses.Select(use => use.Owner).Distinct().Count() > 1)
            .Select(uses => $"'{uses.Key}' of {string.Join(", ", uses.Select(use => use.Owner.Name).Distinct())}").ToArray();
        if (shared.Length > 0) throw new InvalidOperationException($"Grains share names of states, and so would share rows: {string.Join("; ", shared)}");
    }

    /// <summary>Proves that a grain's key was built by <see cref="GrainKeys"/>.</summary>
    /// <exception cref="ArgumentException">It was not.</exception>
    public static void CheckKey(GrainId id)
    {
        var key = id.Key.AsSpan();
        foreach (var prefix in GrainKeys.Prefixes)
        {
            if (key.Length > prefix.Length && Starts(key, prefix)) return;
        }
        throw new ArgumentException($"The key of {id} was not built by GrainKeys and may share its row with another grain; nothing was read or written", nameof(id));
    }

    private static bool Starts(ReadOnlySpan<byte> key, string prefix)
    {
        for (var i = 0; i < prefix.Length; i++)
        {
            if (key[i] != prefix[i]) return false;
        }
        return true;
    }

    private static IEnumerable<(string Name, Type Owner)> NamesOf(Type type) =>
        from constructor in type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        from parameter in constructor.GetParameters()
        let state = parameter.GetCustomAttribute<PersistentStateAttribute>()
        where state is not null
        select (state.StateName, type);
}
