using System.Text.Json;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>Asks ffprobe for the picture size of a source.</summary>
internal sealed class SourceProbe(VideoOptions options, TimeProvider time)
{
    internal const int LargestSide = 8192;

    public async Task<FrameSize> MeasureAsync(CameraAddress address, CameraTransport transport, CancellationToken cancellation)
    {
        if (address.Scheme == CameraScheme.File && !File.Exists(address.LocalPath))
            throw new SourceException($"There is no file {address}.");
        using var timeout = new CancellationTokenSource(options.ProbeTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        await using var child = ChildProcess.Start(FfmpegCommand.Probe(options, address), address, FfmpegCommand.Script(address, options.ProbeTimeout, transport));
        try
        {
            var json = await child.Output.ReadToEndAsync(both.Token);
            await child.WaitForExitAsync(both.Token);
            return ReadSize(json) ?? throw new SourceException($"No video stream at {address}. {child.LastWords}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceException($"{address} did not tell its picture size within {options.ProbeTimeout.TotalSeconds:0} s. {child.LastWords}");
        }
    }

    internal static FrameSize? ReadSize(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var stream in document.RootElement.GetProperty("streams").EnumerateArray())
            {
                if (stream.TryGetProperty("width", out var width) && stream.TryGetProperty("height", out var height)
                    && width.GetInt32() is >= 16 and <= LargestSide && height.GetInt32() is >= 16 and <= LargestSide)
                    return new FrameSize(width.GetInt32(), height.GetInt32());
            }
            return null;
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // ffprobe prints nothing, or half an object, when the source cannot be opened; its words on standard error tell why.
            return null;
        }
    }
}
