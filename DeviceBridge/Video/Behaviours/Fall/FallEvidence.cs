using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Posture;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>Weighs what speaks for a fall. The weights are round figures, not fitted ones.</summary>
internal static class FallEvidence
{
    private const double Sank = 0.3;
    private const double Vanished = 0.1;
    private const double FoundLying = 0.6;
    private const double SureLying = 0.5; // score from which it counts in full
    private const double AtSideEdge = -0.2; // half a person who leaves looks like one who sinks
    private const double SitsUp = -0.6;
    private const double Enough = 0.5; // without the posture
    private const double TorsoLies = 0.15;
    private const double TorsoUpright = -0.3;
    private const double HeldUp = 0.25; // torso length over upright height; below, somebody lies along the line of sight
    private const double EmptiedShare = 0.3;
    private const float UpperBody = 0.5f;

    public static Finding Weigh(Figure figure, in Box upright, in LyingResult found, Pose? pose, Scene scene)
    {
        var suspicion = figure.Suspicion!;
        var (lying, sitting) = (found.Lying?.Score ?? 0, found.Sitting?.Score ?? 0);
        var confidence = suspicion.Kind == SuspicionKind.Sank ? Sank : Vanished;
        confidence += FoundLying * Math.Min(1, lying / SureLying);
        confidence += Figure.AtEdge(upright) ? AtSideEdge : 0;
        confidence += sitting > lying ? SitsUp : 0;
        confidence += pose is null ? 0 : OfPosture(pose, upright.Height * scene.Picture.Height, confidence);
        return new Finding(found.Lying?.Box ?? figure.Box, Math.Clamp(confidence, 0, 1), Reasons(figure, suspicion, lying, pose, scene));
    }

    // It makes a finding surer or refutes it, but makes none.
    private static double OfPosture(Pose pose, float uprightPixels, double confidence) => pose.Stance switch
    {
        Stance.Lying when confidence >= Enough => TorsoLies,
        Stance.Upright when pose.TorsoLength >= HeldUp * uprightPixels => TorsoUpright,
        _ => 0,
    };

    /// <summary>False when the place of head and chest looks as before: detectors lose people who only sit there.</summary>
    public static bool HasLeft(Figure figure, in Box upright, Scene scene) =>
        PictureChange.Share(figure.Before, scene.Picture, upright with { Height = UpperBody * upright.Height }) >= EmptiedShare;

    private static ObservationReason[] Reasons(Figure figure, Suspicion suspicion, double lying, Pose? pose, Scene scene) =>
    [
        suspicion.Kind == SuspicionKind.Sank
            ? new ObservationReason(ObservationReason.HeadSank, Math.Round(figure.Sunk, 2))
            : new ObservationReason(ObservationReason.Vanished, 1),
        new ObservationReason(ObservationReason.SinkSeconds, Math.Round(suspicion.SinkTime.TotalSeconds, 1)),
        new ObservationReason(ObservationReason.LyingScore, Math.Round(lying, 3)),
        new ObservationReason(ObservationReason.SecondsDown, Math.Round((scene.At - suspicion.Since).TotalSeconds, 1)),
        new ObservationReason(ObservationReason.SecondsStill, suspicion.StillSince is { } still ? Math.Round((scene.At - still).TotalSeconds, 1) : 0),
        .. lying > 0 ? [PostureReason.Of(pose)] : Array.Empty<ObservationReason>(),
    ];
}
