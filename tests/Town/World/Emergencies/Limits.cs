using SafetyHub.Town.World.Numbers;

namespace SafetyHub.Town.World.Emergencies;

/// <summary>How soon a human must know.</summary>
internal static class Limits
{
    /// <summary>What was reported: counts from the begin.</summary>
    public static TimeSpan Reported(EmergencyKind kind, TimeSpan start) => start + kind switch
    {
        EmergencyKind.Sos => TimeSpan.FromMinutes(EmergencyNumbers.SosMinutes),
        EmergencyKind.Fire => TimeSpan.FromMinutes(EmergencyNumbers.FireMinutes),
        EmergencyKind.SelfHarm => TimeSpan.FromMinutes(EmergencyNumbers.SelfHarmMinutes),
        EmergencyKind.Fall => TimeSpan.FromMinutes(EmergencyNumbers.FallMinutes),
        EmergencyKind.Wandering => TimeSpan.FromHours(EmergencyNumbers.NightWanderingHours),
        EmergencyKind.Decline => TimeSpan.FromDays(EmergencyNumbers.DeclineDays),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing reports it"),
    };

    /// <summary>What nothing reports: 12 hours, and what begins in the evening or at night by 11 in the morning.</summary>
    public static TimeSpan Silent(TimeSpan start)
    {
        var plain = start + TimeSpan.FromHours(EmergencyNumbers.SilentHours);
        var hour = start.TotalHours % 24;
        if (hour is >= 6 and < 18) return plain;
        var morning = TimeSpan.FromDays(hour >= 18 ? start.Days + 1 : start.Days) + TimeSpan.FromHours(EmergencyNumbers.SilentUntilHour);
        return morning > plain ? morning : plain;
    }
}
