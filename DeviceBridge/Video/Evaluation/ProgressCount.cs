namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>How far it is.</summary>
/// <param name="Clips">Clips in all.</param>
/// <param name="Done">Clips that are finished.</param>
/// <param name="Share">Share of all video that is analysed, 0 to 1.</param>
/// <param name="File">The clip that was worked on last.</param>
public readonly record struct EvaluationProgress(int Clips, int Done, double Share, string File);

/// <summary>Adds up the progress of clips that run side by side. Any thread.</summary>
internal sealed class ProgressCount(IReadOnlyList<LabelledClip> clips, IProgress<EvaluationProgress> progress)
{
    private const int FramesPerReport = 20;
    private readonly double _seconds = clips.Sum(clip => clip.Facts.Duration.TotalSeconds);
    private readonly Lock _lock = new();
    private double _analysed;
    private int _frames;
    private int _done;

    /// <summary>So much more of a clip is analysed.</summary>
    public void Advance(LabelledClip clip, TimeSpan time)
    {
        lock (_lock)
        {
            _analysed += time.TotalSeconds;
            if (++_frames % FramesPerReport == 0)
                Report(clip);
        }
    }

    public void Finish(LabelledClip clip)
    {
        lock (_lock)
        {
            _done++;
            Report(clip);
        }
    }

    // A clip's stated length is not always that of its frames.
    private void Report(LabelledClip clip) =>
        progress.Report(new EvaluationProgress(clips.Count, _done, _done == clips.Count ? 1 : Math.Min(0.999, _analysed / _seconds), clip.File));
}
