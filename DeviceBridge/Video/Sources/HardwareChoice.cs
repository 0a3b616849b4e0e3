using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// What decodes one camera's stream. A method that this ffmpeg does not have, or whose device gave no picture, is given up for the processor,
/// with the reason; it is tried again when the camera is assigned anew.
/// </summary>
internal sealed class HardwareChoice(CameraDecoding wish, VideoOptions options, TimeProvider time)
{
    /// <summary>Name of decoding by the processor.</summary>
    public const string Software = "software";
    private bool _asked;
    private bool _givenUp;

    /// <summary>Why it is not what was wished; null when it is.</summary>
    public string? Reason { get; private set; }

    /// <summary>What decodes now.</summary>
    public string Name => Method ?? Software;

    /// <summary>The method for ffmpeg, null for the processor.</summary>
    public string? Method => wish == CameraDecoding.Software || _givenUp ? null : wish.ToString().ToLowerInvariant();

    /// <summary>Asks ffmpeg once what it has. <c>auto</c> is not asked for: ffmpeg falls back by itself.</summary>
    public async Task PrepareAsync(CameraAddress camera, CancellationToken cancellation)
    {
        if (_asked || Method is not { } method || wish == CameraDecoding.Auto)
            return;
        using var timeout = new CancellationTokenSource(options.ProbeTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        await using var child = ChildProcess.Start(FfmpegCommand.ListHardware(options), camera, "");
        var offered = (await child.Output.ReadToEndAsync(both.Token)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        _asked = true;
        if (!offered.Contains(method, StringComparer.Ordinal))
            GiveUp($"this ffmpeg has no {method}");
    }

    /// <summary>A run ended. Without one picture the device is held to be missing, and the next run does without it.</summary>
    public bool Ended(bool gavePictures, string lastWords)
    {
        if (gavePictures || Method is not { } method || wish == CameraDecoding.Auto)
            return false;
        GiveUp($"{method} gave no picture: {lastWords}");
        return true;
    }

    private void GiveUp(string reason) => (_givenUp, Reason) = (true, reason + "; decoded by the processor");
}
