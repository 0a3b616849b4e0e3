using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>What has to be known of an ONNX file to use it as person detector. Stored as JSON beside the file.</summary>
/// <param name="Name">Name shown on the health page, for example <c>nanodet-g-320</c>.</param>
/// <param name="File">The ONNX file, relative to the manifest.</param>
/// <param name="Sha256">SHA-256 of the ONNX file in hexadecimal; a file that differs is refused.</param>
/// <param name="Family">How picture and boxes are coded.</param>
/// <param name="InputSize">Side of the square input in pixels (a multiple of 32); for <see cref="ModelFamily.Hog"/> the width of the largest picture searched.</param>
/// <param name="Threshold">Score from which a detection may start a track, 0.05 to 0.95.</param>
/// <param name="Licence">Licence of the weights, for the record.</param>
public sealed record ModelManifest(string Name, string File, string Sha256, ModelFamily Family, int InputSize, double Threshold, string Licence)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads a manifest; throws <see cref="ModelRejectedException"/> naming what is wrong.</summary>
    public static ModelManifest Load(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<ModelManifest>(System.IO.File.ReadAllBytes(path), Json)
                ?? throw new ModelRejectedException($"{path}: the manifest is empty.");
            return manifest.Validated(path);
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelRejectedException($"{path}: the manifest cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Writes the manifest.</summary>
    public void Save(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>The model's bytes after their digest was checked; throws <see cref="ModelRejectedException"/>.</summary>
    public byte[] ReadModel(string manifestPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(manifestPath))!, File);
        try
        {
            var bytes = System.IO.File.ReadAllBytes(path);
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return digest.Equals(Sha256, StringComparison.OrdinalIgnoreCase)
                ? bytes
                : throw new ModelRejectedException($"{path}: SHA-256 is {digest}, the manifest says {Sha256}.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ModelRejectedException($"{path}: the model cannot be read: {failure.Message}", failure);
        }
    }

    private ModelManifest Validated(string path)
    {
        if (InputSize is < 64 or > 1920 || (Family != ModelFamily.Hog && InputSize % 32 != 0))
            throw new ModelRejectedException($"{path}: inputSize is a multiple of 32 from 64 to 1920, not {InputSize}.");
        if (Threshold is < 0.05 or > 0.95)
            throw new ModelRejectedException($"{path}: threshold is 0.05 to 0.95, not {Threshold}.");
        if (File != Path.GetFileName(File))
            throw new ModelRejectedException($"{path}: file is a name beside the manifest, not a path.");
        return this;
    }
}
