using SafetyHub.Town.World.Hub;

namespace SafetyHub.Town.World.Emergencies;

/// <summary>
/// Which incident leads a human to which emergency. Who looks after somebody finds a person on the floor, a fire or an empty bed whatever
/// the incident is called; a decline or despair is only found by who looks for it.
/// </summary>
internal static class Fitting
{
    public static bool Finds(EmergencyKind kind, Concern concern) => kind switch
    {
        EmergencyKind.Decline => concern is Concern.Inactivity or Concern.CheckIn or Concern.Routine or Concern.Mood,
        EmergencyKind.SelfHarm => concern is Concern.Mood or Concern.CheckIn or Concern.Sos or Concern.Distress,
        _ => true,
    };
}
