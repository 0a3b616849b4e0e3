using System.Security.Cryptography;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>The HOG model on a small picture as operator's model: enough where the test is not about finding people.</summary>
internal static class LightModel
{
    public static string Write(TemporaryFolder folder, int width)
    {
        var onnx = HogOnnxBuilder.Build();
        File.WriteAllBytes(folder.File("light.onnx"), onnx);
        var manifest = folder.File("light.json");
        new ModelManifest("light", "light.onnx", Convert.ToHexStringLower(SHA256.HashData(onnx)), ModelFamily.Hog, width, 0.5, "test").Save(manifest);
        return manifest;
    }
}
