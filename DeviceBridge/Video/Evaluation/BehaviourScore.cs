namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>How well one behaviour was found over all clips on which it ran.</summary>
/// <param name="TruePositives">Events found.</param>
/// <param name="FalsePositives">Alarms without an event.</param>
/// <param name="FalseNegatives">Events missed.</param>
internal sealed record BehaviourScore(int TruePositives, int FalsePositives, int FalseNegatives)
{
    /// <summary>Share of the alarms that were right; null without an alarm.</summary>
    public double? Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>Share of the events that were found; null without an event.</summary>
    public double? Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>Harmonic mean of both; 0 when nothing was right, null when there was nothing to find and nothing was raised.</summary>
    public double? F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    public static BehaviourScore operator +(BehaviourScore a, BehaviourScore b) =>
        new(a.TruePositives + b.TruePositives, a.FalsePositives + b.FalsePositives, a.FalseNegatives + b.FalseNegatives);

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);
}
