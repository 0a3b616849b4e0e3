using SafetyHub.DeviceBridge.Video.Posture;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>Weighs what speaks for somebody who lies there. The weights are round figures, not fitted ones: sighting alone is not enough.</summary>
internal static class LyingEvidence
{
    private const double Found = 0.35;
    private const double SureScore = 0.5; // from which it counts in full
    private const double AlwaysFound = 0.1;
    private const double CameThere = 0.25;
    private const double LiesByPosture = 0.25;
    private const double UprightByPosture = -0.4;

    public static double Weigh(Sleeper sleeper, Pose? pose)
    {
        var confidence = Found * Math.Min(1, sleeper.Score / SureScore) + AlwaysFound * sleeper.SeenShare;
        confidence += sleeper.Arrived ? CameThere : 0;
        confidence += pose?.Stance switch { Stance.Lying => LiesByPosture, Stance.Upright => UprightByPosture, _ => 0 };
        return Math.Clamp(confidence, 0, 1);
    }

    public static IReadOnlyList<ObservationReason> Reasons(Sleeper sleeper, Pose? pose, DateTimeOffset at) =>
    [
        new(ObservationReason.LyingScore, Math.Round(sleeper.Score, 3)),
        new(ObservationReason.SecondsDown, Math.Round((at - sleeper.Since).TotalSeconds, 1)),
        new(ObservationReason.CameThere, sleeper.Arrived ? 1 : 0),
        PostureReason.Of(pose),
    ];
}
