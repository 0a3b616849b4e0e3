using System.Security.Cryptography;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>
/// Models of a few hundred bytes that see one person at a fixed place. The score of a YOLOv8-like one is the picture's mean brightness, so that
/// it shows which picture a result belongs to.
/// </summary>
internal static class TinyModels
{
    public const int Size = 64;
    private const int Cells = (8 * 8) + (4 * 4) + (2 * 2);

    /// <summary>Where the YOLOv8-like and the NMS-included model see the person, in input pixels: middle 32, 32, 16 wide, 32 high.</summary>
    public static Box Person { get; } = new(24f / Size, 16f / Size, 16f / Size, 32f / Size);

    /// <summary>YOLOv8-like with one class.</summary>
    public static byte[] YoloV8(bool openBatch = false, float factor = 1)
    {
        var graph = new OnnxGraph();
        graph.Input("images", openBatch ? -1 : 1, 3, Size, Size);
        var mean = graph.Node("ReduceMean", ["images"], ("axes", new long[] { 1, 2, 3 }), ("keepdims", 0));
        var brightness = graph.Node("Reshape", [mean, graph.Integers(-1, 1, 1)]);
        var (fixedPart, score) = (new float[5 * Cells], new float[5 * Cells]);
        float[] cellValues = [32f, 32f, 16f, 32f];
        foreach (var (row, value) in cellValues.Index())
            fixedPart[(row * Cells) + 10] = value;
        score[(4 * Cells) + 10] = factor;
        var scored = graph.Node("Mul", [brightness, graph.Constant(score, 1, 5, Cells)]);
        graph.Output("output0", graph.Node("Add", [scored, graph.Constant(fixedPart, 1, 5, Cells)]), openBatch ? -1 : 1, 5, Cells);
        return graph.ToModel("tiny");
    }

    /// <summary>NMS included, rows of any number; one person and one other thing.</summary>
    public static byte[] NmsIncluded()
    {
        var graph = new OnnxGraph();
        graph.Input("images", 1, 3, Size, Size);
        var nothing = graph.Node("Mul", [graph.Node("ReduceMean", ["images"], ("axes", new long[] { 1, 2, 3 }), ("keepdims", 0)), graph.Scalar(0)]);
        var rows = graph.Constant([24, 16, 40, 48, 0.8f, 0, 1, 1, 9, 9, 0.9f, 5], 1, 2, 6);
        graph.Output("rows", graph.Node("Add", [rows, nothing]), 1, -1, 6);
        return graph.ToModel("tiny");
    }

    /// <summary>FastestDet-like with one class, of any height: somebody stands in every bright cell.</summary>
    public static byte[] FastestDet(int height = -1)
    {
        var graph = new OnnxGraph();
        graph.Input("images", 1, 3, height, Size);
        var cells = graph.Node("AveragePool", ["images"], ("kernel_shape", new long[] { 16, 16 }), ("strides", new long[] { 16, 16 }));
        var weights = new float[6 * 3];
        (weights[0], weights[5 * 3]) = (1, 1); // objectness and the class follow the brightness; place and size stay in the middle
        graph.Output("map", graph.Node("Conv", [cells, graph.Constant(weights, 6, 3, 1, 1)]), 1, 6, height < 0 ? -1 : height / 16, Size / 16);
        return graph.ToModel("tiny");
    }

    /// <summary>Writes model and manifest; the manifest's path.</summary>
    public static string Write(TemporaryFolder folder, string name, byte[] onnx, ModelFamily family, double threshold = 0.2, bool openHeight = false)
    {
        File.WriteAllBytes(folder.File(name + ".onnx"), onnx);
        var manifest = folder.File(name + ".json");
        new ModelManifest(name, name + ".onnx", Convert.ToHexStringLower(SHA256.HashData(onnx)), family, Size, threshold, "test") { Classes = family is ModelFamily.YoloV8 or ModelFamily.FastestDet ? 1 : null, OpenHeight = openHeight }.Save(manifest);
        return manifest;
    }
}
