using System.Security.Cryptography;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Conversion;

/// <summary>How NanoDet-g of the npm package becomes our ONNX file: of a fixed width and any height.</summary>
internal static class NanoDetRecipe
{
    public const string JsonEntry = "package/models/nanodet.json";
    public const string WeightsEntry = "package/models/nanodet.bin";
    public const string WeightsSha256 = "5d0e4f8c4eded666287330be03017d494787d35f523fd77ca23f59db984a4ad9";
    private const int SourceSize = 416;
    private const int Open = -1;
    private const int Classes = 80;
    private const int Distances = 44;
    private static readonly int[] Strides = [8, 16, 32];

    public static byte[] Convert(TfjsModel model, int size)
    {
        // Behind the three heads the source flattens the maps in ways of its own; the heads themselves are what we need.
        var heads = model.Nodes.Where(node => node.Operation == "Sigmoid").OrderBy(node => node.Name, StringComparer.Ordinal).ToArray();
        if (heads.Length != Strides.Length)
            throw new InvalidDataException($"NanoDet has {Strides.Length} heads, this graph {heads.Length}.");
        var cuts = heads.SelectMany((head, level) => HeadCuts(head, Strides[level], size / Strides[level]));
        return TfjsConverter.Convert(model, [1, 3, Open, size], SourceSize, [.. cuts]);
    }

    public static ModelManifest Manifest(int size, byte[] onnx) => new(
        $"nanodet-g-{size}",
        $"nanodet-g-{size}.onnx",
        System.Convert.ToHexStringLower(SHA256.HashData(onnx)),
        ModelFamily.NanoDetG,
        size,
        0.35,
        "Apache-2.0 (NanoDet by RangiLyu; trained on COCO)")
    { OpenHeight = true };

    private static TfjsConverter.Cut[] HeadCuts(TfjsNode head, int stride, int cells) =>
    [
        new(head.Name, $"scores_{stride}", [1, Classes, Open, cells]),
        new(TfjsModel.NodeName(head.Inputs[0]) + ":1", $"distances_{stride}", [1, Distances, Open, cells]),
    ];
}
