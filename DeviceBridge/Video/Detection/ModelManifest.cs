using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>What has to be known of an ONNX file to use it as person detector. Stored as JSON beside the file.</summary>
/// <param name="Name">Name shown on the health page, for example <c>nanodet-g-320</c>.</param>
/// <param name="File">The ONNX file, relative to the manifest.</param>
/// <param name="Sha256">SHA-256 of the ONNX file in hexadecimal; a file that differs is refused.</param>
/// <param name="Family">How picture and boxes are coded.</param>
/// <param name="InputSize">Width of the input in pixels (a multiple of 32), and its height unless <see cref="InputHeight"/> says otherwise; for <see cref="ModelFamily.Hog"/> the width of the largest picture searched.</param>
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
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Height of the input in pixels (a multiple of 32); null, the default, for a square.</summary>
    public int? InputHeight { get; init; }

    /// <summary>
    /// True when the model takes any height that is a multiple of 32: each frame is then run at the smallest that holds it, at most the full one
    /// (a frame of 16:9 at 320 x 192 instead of 320 x 320). Only for families whose outputs are grids; default false.
    /// </summary>
    public bool OpenHeight { get; init; }

    /// <summary>Order of the values in the input. Null, the default, for the family's usual one (<see cref="TensorLayout.ChannelsFirst"/>).</summary>
    public TensorLayout? Layout { get; init; }

    /// <summary>Order of the colours in the input. Null, the default, for the family's usual one.</summary>
    public ColourOrder? Colours { get; init; }

    /// <summary>Classes that the model tells apart, 1 to 1000. Null, the default, for the 80 of COCO.</summary>
    public int? Classes { get; init; }

    /// <summary>Which class is the person, from 0. Null, the default, for 0.</summary>
    public int? PersonClass { get; init; }

    /// <summary>What a decoder has to know.</summary>
    internal ModelShape Shape => new(InputSize, InputHeight ?? InputSize, Classes ?? 80, PersonClass ?? 0);

    /// <summary>Shape of the input for one picture.</summary>
    internal long[] InputShape => InputShapeOf(Shape);

    /// <summary>Shape of the input for one picture of another height.</summary>
    internal long[] InputShapeOf(ModelShape shape) => Layout == TensorLayout.ChannelsLast ? [1, shape.Height, shape.Width, 3] : [1, 3, shape.Height, shape.Width];

    /// <summary>The family's rule with what the manifest says otherwise.</summary>
    internal FitRule Fit(FitRule usual) => usual with { Layout = Layout ?? usual.Layout, Colours = Colours ?? usual.Colours };

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
        if (InputHeight is { } height && (height is < 64 or > 1920 || height % 32 != 0 || Family == ModelFamily.Hog))
            throw new ModelRejectedException($"{path}: inputHeight is a multiple of 32 from 64 to 1920 and not for hog, not {height}.");
        if (OpenHeight && Family is not (ModelFamily.NanoDetG or ModelFamily.FastestDet))
            throw new ModelRejectedException($"{path}: openHeight is for nanoDetG and fastestDet only.");
        if (Classes is < 1 or > 1000 || Shape.Person < 0 || Shape.Person >= Shape.Classes)
            throw new ModelRejectedException($"{path}: classes is 1 to 1000 and personClass one of them, from 0.");
        if (Threshold is < 0.05 or > 0.95)
            throw new ModelRejectedException($"{path}: threshold is 0.05 to 0.95, not {Threshold}.");
        if (File != Path.GetFileName(File))
            throw new ModelRejectedException($"{path}: file is a name beside the manifest, not a path.");
        return this;
    }
}
