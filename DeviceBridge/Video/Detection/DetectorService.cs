using Microsoft.Extensions.Logging;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// The detector that all cameras of a bridge share, and its replacement while they run: a manifest that was changed (or appeared) is
/// validated and warmed beside the model in use and takes over between two frames; one that fails changes nothing but the health.
/// <see cref="Current"/> is for any thread, the rest for one.
/// </summary>
internal sealed class DetectorService(VideoOptions options, VideoMetrics metrics, ILogger logger) : IDisposable
{
    private readonly ModelChoice _choice = new(options, logger);
    private ChosenModel? _current;
    private string? _failure;
    private string? _refused;
    private string _looked = "";

    /// <summary>The model in use, null before the first.</summary>
    public ChosenModel? Current => Volatile.Read(ref _current);

    /// <summary>Why there is no model at all.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Why the newest manifest did not take over; null when it did.</summary>
    public string? Refused => Volatile.Read(ref _refused);

    /// <summary>Loads the first model. False when there is none at all; then cameras show pictures and nobody is detected.</summary>
    public bool Load()
    {
        try
        {
            _looked = Look();
            Volatile.Write(ref _current, _choice.Load());
            return true;
        }
        catch (Exception failure) // edge: a missing native library must not take the rest of the hub down; health says that nothing is detected
        {
            Volatile.Write(ref _failure, failure.GetBaseException().Message);
            metrics.Failed("model");
            logger.LogCritical(failure, "No person detector could be loaded. Cameras show pictures, but nothing is detected.");
            return false;
        }
    }

    /// <summary>Looks whether the wished manifest has changed since the last look, and if so tries to replace the model. True when another one took over.</summary>
    public bool Renew()
    {
        if (Current is not { } old)
            return false;
        var seen = Look();
        if (seen == _looked)
            return false;
        _looked = seen;
        try
        {
            return Replace(old);
        }
        catch (Exception failure) when (failure is ModelRejectedException or IOException or UnauthorizedAccessException)
        {
            metrics.Failed("model");
            logger.LogError(failure, "A new model was refused; {Model} goes on.", old.Detector.Manifest.Name);
            Volatile.Write(ref _refused, $"A new model was refused: {failure.Message}");
            return false;
        }
    }

    public void Dispose() => Current?.Detector.Dispose();

    private bool Replace(ChosenModel old)
    {
        var wished = options.ModelManifest.Length > 0 ? _choice.Candidates[0] : _choice.Candidates.FirstOrDefault(File.Exists);
        if (wished is null)
            throw new ModelRejectedException($"{_choice.Candidates[^1]} is gone.");
        var same = ModelManifest.Load(wished) == old.Detector.Manifest;
        if (!same)
        {
            var next = _choice.Load(wished);
            Volatile.Write(ref _current, next);
            logger.LogInformation("{New} took over from {Old}.", next.Detector.Manifest.Name, old.Detector.Manifest.Name);
            old.Detector.Dispose();
        }
        Volatile.Write(ref _refused, null);
        return !same;
    }

    // The model file counts as well: a manifest may be written before the file that it names has arrived.
    private string Look() => string.Join('|', _choice.Candidates.Select(manifest => $"{Stamp(manifest)}+{ModelStamp(manifest)}"));

    private static string ModelStamp(string manifest)
    {
        try
        {
            return File.Exists(manifest) ? Stamp(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(manifest))!, ModelManifest.Load(manifest).File)) : "";
        }
        catch (ModelRejectedException)
        {
            return "unreadable"; // the manifest's own stamp tells when it changes; trying it tells what is wrong
        }
    }

    private static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.LastWriteTimeUtc.Ticks}:{file.Length}" : "none";
    }
}
