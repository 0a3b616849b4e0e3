using System.Security.Cryptography;
using System.Text.Json;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Posture;

/// <summary>What has to be known of the prepared posture model. Stored as JSON beside it.</summary>
/// <param name="Name">Its name, for the record.</param>
/// <param name="File">The ONNX file, relative to the manifest.</param>
/// <param name="Sha256">SHA-256 of the ONNX file in hexadecimal; a file that differs is refused.</param>
/// <param name="Licence">Licence of the weights, for the record.</param>
internal sealed record PostureManifest(string Name, string File, string Sha256, string Licence)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>Where the manifest of the prepared model lies.</summary>
    public static string PathIn(string cacheDirectory) => Path.Combine(cacheDirectory, "models", "movenet-lightning.json");

    /// <summary>Writes the manifest.</summary>
    public void Save(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>The model's bytes; throws <see cref="ModelRejectedException"/> when it is not the one that was prepared.</summary>
    public static byte[] ReadModel(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<PostureManifest>(System.IO.File.ReadAllBytes(path), Json)
                ?? throw new ModelRejectedException($"{path}: the manifest is empty.");
            var bytes = System.IO.File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(manifest.File)));
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return digest.Equals(manifest.Sha256, StringComparison.OrdinalIgnoreCase)
                ? bytes
                : throw new ModelRejectedException($"{path}: SHA-256 is {digest}, the manifest says {manifest.Sha256}.");
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelRejectedException($"{path}: the posture model cannot be read: {failure.Message}", failure);
        }
    }
}
