namespace SafetyHub.DeviceBridge.Video.Posture;

/// <summary>Puts what the posture model said into an observation, also that there is none.</summary>
internal static class PostureReason
{
    public static ObservationReason Of(Pose? pose) => pose switch
    {
        null => new ObservationReason(ObservationReason.PostureMissing, 1),
        { Stance: Stance.Lying } => new ObservationReason(ObservationReason.TorsoLies, Math.Round(pose.TorsoAngle)),
        { Stance: Stance.Upright } => new ObservationReason(ObservationReason.TorsoUpright, Math.Round(pose.TorsoAngle)),
        _ => new ObservationReason(ObservationReason.TorsoUnclear, Math.Round(pose.TorsoScore, 2)),
    };
}
