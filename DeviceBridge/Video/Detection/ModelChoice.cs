using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Conversion;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>A detector and, when it is not the one that was wished for, why.</summary>
internal sealed record ChosenModel(PersonDetector Detector, string? ReducedAccuracyReason);

/// <summary>Loads the best model at hand: the operator's own, else the prepared NanoDet, else HOG built on the spot. A step down is never silent.</summary>
internal sealed class ModelChoice(VideoOptions options, ILogger logger)
{
    // Largest picture searched: 1.25 times the usual analysis width, a trade between small people and time.
    internal const int HogWidth = 800;
    private const double HogThreshold = 0.5;

    /// <summary>The manifests that are wished for, best first.</summary>
    public IReadOnlyList<string> Candidates { get; } =
    [
        .. options.ModelManifest.Length > 0 ? [options.ModelManifest] : Array.Empty<string>(),
        ModelSetup.ManifestPath(options.CacheDirectory, options.Quality == DetectionQuality.High ? 416 : 320),
    ];

    public ChosenModel Load()
    {
        var reasons = new List<string>();
        foreach (var manifest in Candidates)
        {
            try
            {
                if (File.Exists(manifest))
                    return Announce(Choose(Open(manifest), reasons));
                reasons.Add($"{Path.GetFileName(manifest)} is not prepared.");
            }
            catch (ModelRejectedException failure)
            {
                logger.LogError(failure, "The model {Manifest} was refused.", manifest);
                reasons.Add(failure.Message);
            }
        }
        return Announce(Choose(Open(BuildHog()), reasons));
    }

    /// <summary>Loads this one and no other; throws <see cref="ModelRejectedException"/>.</summary>
    public ChosenModel Load(string manifest) => Announce(Choose(Open(manifest), []));

    private PersonDetector Open(string manifest) => PersonDetector.Load(manifest, options.Provider, options.LargestBatch);

    private string BuildHog()
    {
        var manifestPath = Path.Combine(options.CacheDirectory, "models", "hog.json");
        var onnx = HogOnnxBuilder.Build();
        AtomicFile.Write(Path.ChangeExtension(manifestPath, ".onnx"), onnx);
        new ModelManifest("hog", "hog.onnx", Convert.ToHexStringLower(SHA256.HashData(onnx)), ModelFamily.Hog, HogWidth, HogThreshold,
            "Apache-2.0 (coefficients of OpenCV)").Save(manifestPath);
        return manifestPath;
    }

    private ChosenModel Announce(ChosenModel chosen)
    {
        if (chosen.ReducedAccuracyReason is null)
            logger.LogInformation("Persons are detected with {Model} on {Provider}.", chosen.Detector.Manifest.Name, chosen.Detector.Provider);
        else
            logger.LogWarning("Reduced accuracy: persons are detected with {Model}. {Reason}", chosen.Detector.Manifest.Name, chosen.ReducedAccuracyReason);
        if (chosen.Detector.ProviderReason is { } reason)
            logger.LogWarning("Persons are detected on {Provider}: {Reason}", chosen.Detector.Provider, reason);
        return chosen;
    }

    private static ChosenModel Choose(PersonDetector detector, List<string> reasons)
    {
        if (detector.Manifest.Family == ModelFamily.Hog)
            reasons.Add("A HOG detector is in use: it misses small, sitting, lying and half-hidden people.");
        return new ChosenModel(detector, reasons.Count == 0 ? null : string.Join(" ", reasons));
    }
}
