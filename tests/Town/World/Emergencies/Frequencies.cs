using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Numbers;

namespace SafetyHub.Town.World.Emergencies;

/// <summary>How often each kind comes, in life and in a run.</summary>
internal static class Frequencies
{
    /// <summary>A year in life, for this home.</summary>
    public static double PerYear(EmergencyKind kind, Home home) => kind switch
    {
        EmergencyKind.Sos => EmergencyNumbers.SosPerYear,
        EmergencyKind.Fall => EmergencyNumbers.FallPerYear,
        EmergencyKind.Collapse => EmergencyNumbers.CollapsePerYear,
        EmergencyKind.Decline => EmergencyNumbers.DeclinePerYear,
        EmergencyKind.Fire => home.Has(DeviceRole.Smoke) ? EmergencyNumbers.FirePerYear : 0,
        EmergencyKind.Wandering => home.Person.Dementia ? EmergencyNumbers.WanderingPerYear : 0,
        EmergencyKind.SelfHarm => home.Has(DeviceRole.Speaker) ? EmergencyNumbers.SelfHarmPerYear : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind"),
    };

    /// <summary>
    /// How many times more often it comes in a run, so that thirty days hold enough to judge by. Whatever is weighed against false
    /// incidents, which come as often as in life, must be divided by it again.
    /// </summary>
    public static double Times(EmergencyKind kind) => kind switch
    {
        EmergencyKind.Sos => EmergencyNumbers.SosTimes,
        EmergencyKind.Fall => EmergencyNumbers.FallTimes,
        EmergencyKind.Collapse => EmergencyNumbers.CollapseTimes,
        EmergencyKind.Decline => EmergencyNumbers.DeclineTimes,
        EmergencyKind.Fire => EmergencyNumbers.FireTimes,
        EmergencyKind.Wandering => EmergencyNumbers.WanderingTimes,
        EmergencyKind.SelfHarm => EmergencyNumbers.SelfHarmTimes,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind"),
    };
}
