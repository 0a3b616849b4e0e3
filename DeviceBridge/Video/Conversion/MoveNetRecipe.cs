using System.Security.Cryptography;
using SafetyHub.DeviceBridge.Video.Posture;

namespace SafetyHub.DeviceBridge.Video.Conversion;

/// <summary>How MoveNet (single pose, lightning) of the npm package becomes our ONNX file.</summary>
internal static class MoveNetRecipe
{
    public const string JsonEntry = "package/models/movenet-lightning.json";
    public const string WeightsEntry = "package/models/movenet-lightning.bin";
    public const string WeightsSha256 = "bf97bc10d9c8a11200b0190ed64ce039b6252f1aff7cb552aca99b3d191c2f34";

    // Up to here the source only scales the picture to -1..1; behind the four heads it reads them out in integers.
    private const string ScaledPicture = "StatefulPartitionedCall/sub_1";

    public static byte[] Convert(TfjsModel model)
    {
        model.EnterAt(ScaledPicture);
        const int Cells = MoveNetDecoder.Cells;
        return TfjsConverter.Convert(model, [1, MoveNetDecoder.InputSize, MoveNetDecoder.InputSize, 3], sourceSize: null,
        [
            new("StatefulPartitionedCall/Sigmoid_1", "centre", [1, Cells, Cells, 1]),
            new("StatefulPartitionedCall/kpt_regress_0/conv2d_6/BiasAdd", "reach", [1, Cells, Cells, 2 * Pose.Points]),
            new("StatefulPartitionedCall/Sigmoid", "heat", [1, Cells, Cells, Pose.Points]),
            new("StatefulPartitionedCall/kpt_offset_0/conv2d_7/BiasAdd", "offset", [1, Cells, Cells, 2 * Pose.Points]),
        ]);
    }

    public static PostureManifest Manifest(byte[] onnx) => new(
        "movenet-lightning",
        "movenet-lightning.onnx",
        System.Convert.ToHexStringLower(SHA256.HashData(onnx)),
        "Apache-2.0 (MoveNet by Google; trained on COCO and Active)");
}
