using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>Appends to short immutable lists; at the bound the oldest goes.</summary>
internal static class Bounded
{
    public static IReadOnlyList<T> With<T>(this IReadOnlyList<T> list, T item, int max)
    {
        var skip = Math.Max(0, list.Count + 1 - max);
        return [.. list.Skip(skip), item];
    }

    /// <summary>The same reason again moves to the end with its new time, so that a chattering device cannot push the others out.</summary>
    public static IReadOnlyList<IncidentReason> WithReason(this IReadOnlyList<IncidentReason> list, IncidentReason reason)
    {
        var others = list.Where(r => r.Key != reason.Key || !r.Arguments.SequenceEqual(reason.Arguments)).ToArray();
        return others.With(reason, IncidentState.MaxShown);
    }
}
