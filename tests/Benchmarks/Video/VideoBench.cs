namespace SafetyHub.Benchmarks.Video;

/// <summary>The measurements of the video pipeline: <c>./hub bench video</c>. Figures are processor time, so a busy machine disturbs them little.</summary>
internal static class VideoBench
{
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var report = new Report("video", options.Out);
        var clips = new BenchClips();
        var duration = TimeSpan.FromSeconds(options.Seconds);
        var known = false;
        if (options.Only is null or "inference")
        {
            known = true;
            await InferenceBench.RunAsync(report, clips, duration);
        }
        if (options.Only is null or "cameras")
        {
            known = true;
            await CamerasBench.RunAsync(report, clips, duration);
        }
        if (options.Only is null or "motion")
        {
            known = true;
            await MotionBench.RunAsync(report, clips, duration);
        }
        return known ? 0 : throw new ArgumentException($"'{options.Only}' is no part of video. {BenchOptions.Help}");
    }
}
