using System.Globalization;
using System.Text.Json;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>What a clip's file says of itself.</summary>
/// <param name="Size">Picture size.</param>
/// <param name="FramesPerSecond">Its own rate.</param>
/// <param name="Duration">Its length.</param>
internal sealed record ClipFacts(FrameSize Size, double FramesPerSecond, TimeSpan Duration);

/// <summary>Asks ffprobe about a clip.</summary>
internal sealed class ClipProbe(VideoOptions options)
{
    /// <exception cref="SourceException">It is not there or not a video.</exception>
    public async Task<ClipFacts> MeasureAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new SourceException($"there is no file {path}.");
        var address = CameraAddress.Parse("file:" + path);
        await using var child = ChildProcess.Start(FfmpegCommand.Describe(options, address), address, "");
        var json = await child.Output.ReadToEndAsync(cancellation);
        await child.WaitForExitAsync(cancellation);
        return Read(json) ?? throw new SourceException($"no video with a stated rate and length in {path}. {child.LastWords}".TrimEnd());
    }

    private static ClipFacts? Read(string json)
    {
        if (SourceProbe.ReadSize(json) is not { } size)
            return null;
        using var document = JsonDocument.Parse(json);
        var rate = document.RootElement.GetProperty("streams")[0].TryGetProperty("avg_frame_rate", out var text) ? Ratio(text.GetString()) : 0;
        var seconds = document.RootElement.TryGetProperty("format", out var format) && format.TryGetProperty("duration", out var length)
            && double.TryParse(length.GetString(), CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        return rate > 0 && seconds > 0 ? new ClipFacts(size, rate, TimeSpan.FromSeconds(seconds)) : null;
    }

    // ffprobe writes rates as "30000/1001".
    private static double Ratio(string? text) =>
        text?.Split('/') is [var above, var below]
        && double.TryParse(above, CultureInfo.InvariantCulture, out var a) && double.TryParse(below, CultureInfo.InvariantCulture, out var b) && b > 0 ? a / b : 0;
}
