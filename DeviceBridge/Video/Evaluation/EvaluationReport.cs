using System.Text.Json;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>One behaviour over all clips on which it ran.</summary>
/// <param name="TruePositives">Events found.</param>
/// <param name="FalsePositives">Alarms without an event.</param>
/// <param name="FalseNegatives">Events missed.</param>
/// <param name="Precision">Share of the alarms that were right, null without an alarm.</param>
/// <param name="Recall">Share of the events that were found, null without an event.</param>
/// <param name="F1">Harmonic mean, null when there was nothing to find and nothing was raised.</param>
public sealed record BehaviourFigures(int TruePositives, int FalsePositives, int FalseNegatives, double? Precision, double? Recall, double? F1);

/// <summary>People in single frames: average precision at an overlap of 0.5; precision and recall at the pipeline's threshold.</summary>
public sealed record DetectionFigures(double Ap50, double? Precision, double Recall);

/// <summary>People over time.</summary>
public sealed record TrackingFigures(double Mota, double Idf1);

/// <summary>A stage of the pipeline.</summary>
/// <param name="MsPerFrame">Milliseconds of one core per analysed frame.</param>
/// <param name="Share">Share of all stages, 0 to 1.</param>
public sealed record StageFigures(double MsPerFrame, double Share);

/// <summary>What an evaluation found.</summary>
/// <param name="Behaviours">By event type.</param>
/// <param name="Detection">Null where nobody marked people.</param>
/// <param name="Tracking">Null where nobody marked people.</param>
/// <param name="Stages">By name: decode (CPU of ffmpeg), gate, detect, follow, behaviours.</param>
/// <param name="FramesPerSecond">Analysed frames per second of wall time.</param>
/// <param name="CameraHours">Length of all clips.</param>
/// <param name="AlarmsPerCameraHour">Alarms raised per hour of video.</param>
public sealed record EvaluationReport(
    IReadOnlyDictionary<string, BehaviourFigures> Behaviours,
    DetectionFigures? Detection,
    TrackingFigures? Tracking,
    IReadOnlyDictionary<string, StageFigures> Stages,
    double FramesPerSecond,
    double CameraHours,
    double AlarmsPerCameraHour)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The JSON of <c>./hub evaluate</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Form) + "\n";

    internal static EvaluationReport From(IReadOnlyList<ClipResult> results, EvaluationSetup setup, TimeSpan took)
    {
        var (frames, hours) = (results.Sum(result => result.Frames), results.Sum(result => result.Clip.Facts.Duration.TotalHours));
        var (detection, tracking) = (new DetectionTally(setup.Threshold), new TrackingTally());
        foreach (var result in results)
        {
            detection.Add(result.Detection);
            tracking.Add(result.Tracking);
        }
        return new EvaluationReport(
            BehavioursOf(results),
            detection.Score() is { } found ? new DetectionFigures(found.Ap50, found.Precision, found.Recall) : null,
            tracking.Score() is { } followed ? new TrackingFigures(followed.Mota, followed.Idf1) : null,
            StagesOf(setup.Stages.Totals(), frames),
            Math.Round(frames / Math.Max(took.TotalSeconds, 1e-3), 1),
            Math.Round(hours, 5),
            Math.Round(results.Sum(result => result.Alarms.Count) / hours, 2));
    }

    private static SortedDictionary<string, BehaviourFigures> BehavioursOf(IReadOnlyList<ClipResult> results)
    {
        var scores = new SortedDictionary<string, BehaviourScore>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            foreach (var behaviour in result.Clip.Watch.Behaviours)
                scores[behaviour.Type] = scores.GetValueOrDefault(behaviour.Type, new BehaviourScore(0, 0, 0)) + ScoreOf(result, behaviour.Type);
        }
        return new(scores.ToDictionary(
            pair => pair.Key,
            pair => new BehaviourFigures(pair.Value.TruePositives, pair.Value.FalsePositives, pair.Value.FalseNegatives, pair.Value.Precision, pair.Value.Recall, pair.Value.F1)), StringComparer.Ordinal);
    }

    private static BehaviourScore ScoreOf(ClipResult result, string type)
    {
        var alarms = result.Score.Alarms.Where(alarm => result.Alarms[alarm.Alarm].Observation.Type == type).ToList();
        return new BehaviourScore(
            alarms.Count(alarm => alarm.Verdict == AlarmVerdict.Right),
            alarms.Count(alarm => alarm.Verdict == AlarmVerdict.False),
            result.Score.Missed.Count(missed => result.Clip.Events[missed].Type == type));
    }

    private static SortedDictionary<string, StageFigures> StagesOf(IReadOnlyDictionary<string, double> totals, int frames)
    {
        var all = totals.Values.Sum();
        return new(totals.ToDictionary(
            stage => stage.Key, stage => new StageFigures(Math.Round(stage.Value / Math.Max(1, frames), 3), Math.Round(stage.Value / Math.Max(all, 1e-9), 4))), StringComparer.Ordinal);
    }
}
