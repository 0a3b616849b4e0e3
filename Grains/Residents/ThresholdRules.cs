using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>Checks personal thresholds against the ranges of their contract.</summary>
internal static class ThresholdRules
{
    public static void Check(PersonalThresholds? thresholds)
    {
        if (thresholds is null) return;
        InRange(thresholds.InactivityLow, 1, 8, nameof(thresholds.InactivityLow));
        InRange(thresholds.InactivityMedium, 2, 12, nameof(thresholds.InactivityMedium));
        InRange(thresholds.InactivityHigh, 4, 24, nameof(thresholds.InactivityHigh));
        InRange(thresholds.Sensitivity, 0.5, 2, nameof(thresholds.Sensitivity));
        var rungs = new[] { thresholds.InactivityLow ?? 0, thresholds.InactivityMedium ?? 12, thresholds.InactivityHigh ?? 24 };
        if (rungs[0] >= rungs[1] || rungs[1] >= rungs[2]) throw new ArgumentException("Each rung must come later than the one before", nameof(thresholds));
    }

    private static void InRange(double? value, double least, double most, string name)
    {
        if (value is { } number && !(number >= least && number <= most)) throw new ArgumentException(FormattableString.Invariant($"{name} must lie between {least} and {most}"), name);
    }
}
