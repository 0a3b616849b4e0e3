using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>Weighs what speaks for a fall. The weights are round figures, not fitted ones.</summary>
internal static class FallEvidence
{
    private const double Sank = 0.3;
    private const double FoundLying = 0.6;
    private const double SureLying = 0.5; // score from which it counts in full
    private const double StaysInPicture = 0.2;
    private const double MostlyShown = 0.75;
    private const double AtSideEdge = -0.2; // half a person who leaves looks like one who sinks
    private const double SitsUp = -0.4;
    private const double EdgeWidth = 0.02;
    private const double OnlyLying = 0.5;

    public static Finding OfFall(Figure figure, in Box upright, in LyingResult found, DateTimeOffset at)
    {
        var (lying, sitting) = (found.Lying?.Score ?? 0, found.Sitting?.Score ?? 0);
        var shown = (double)figure.DownFrames.Shown / figure.DownFrames.All;
        var atEdge = upright.X < EdgeWidth || upright.X + upright.Width > 1 - EdgeWidth;
        var confidence = Sank + FoundLying * Math.Min(1, lying / SureLying);
        confidence += lying == 0 && shown >= MostlyShown ? StaysInPicture : 0;
        confidence += atEdge ? AtSideEdge : 0;
        confidence += sitting > lying ? SitsUp : 0;
        return new Finding(found.Lying?.Box ?? figure.Box, Math.Clamp(confidence, 0, 1),
        [
            new ObservationReason(ObservationReason.HeadSank, Math.Round(figure.Sunk, 2)),
            new ObservationReason(ObservationReason.SinkSeconds, Math.Round(figure.SinkTime.TotalSeconds, 1)),
            new ObservationReason(ObservationReason.LyingScore, Math.Round(lying, 3)),
            new ObservationReason(ObservationReason.SecondsDown, Math.Round((at - figure.DownSince!.Value).TotalSeconds, 1)),
        ]);
    }

    public static Finding OfLying(Figure figure, TimeSpan duration) => new(figure.Box, OnlyLying,
    [
        new ObservationReason(ObservationReason.PersonScore, Math.Round(figure.Score, 3)),
        new ObservationReason(ObservationReason.SecondsDown, Math.Round(duration.TotalSeconds, 1)),
    ]);
}
