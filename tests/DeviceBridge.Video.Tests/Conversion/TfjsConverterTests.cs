using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using SafetyHub.DeviceBridge.Video.Conversion;

namespace SafetyHub.DeviceBridge.Video.Tests.Conversion;

/// <summary>Small graphs with results that can be worked out by hand.</summary>
public sealed class TfjsConverterTests
{
    private static readonly string Same = Convert.ToBase64String("SAME"u8);

    // A 1 x 3 x 3 x 1 picture, a 3 x 3 kernel that adds up its surroundings, then a leaky ramp.
    private static readonly string Graph = """
        {"modelTopology":{"node":[
          {"name":"x","op":"Placeholder"},
          {"name":"kernel","op":"Const"},
          {"name":"shift","op":"Const"},
          {"name":"conv","op":"Conv2D","input":["x","kernel"],"attr":{"strides":{"list":{"i":["1","1","1","1"]}},"padding":{"s":"SAME_IN_BASE64"}}},
          {"name":"add","op":"AddV2","input":["conv","shift"]},
          {"name":"ramp","op":"LeakyRelu","input":["add","^x"],"attr":{"alpha":{"f":0.5}}},
          {"name":"fused","op":"_FusedConv2D","input":["add","kernel","shift"],"attr":{"strides":{"list":{"i":["1","1","1","1"]}},"padding":{"s":"SAME_IN_BASE64"},"fused_ops":{"list":{"s":["BIAS_IN_BASE64","RELU6_IN_BASE64"]}}}},
          {"name":"odd","op":"Unheard","input":["ramp"]}]},
         "weightsManifest":[{"paths":["w"],"weights":[
          {"name":"kernel","shape":[3,3,1,1],"dtype":"float32","quantization":{"dtype":"float16"}},
          {"name":"shift","shape":[1],"dtype":"float32"}]}]}
        """.Replace("SAME_IN_BASE64", Same, StringComparison.Ordinal)
        .Replace("BIAS_IN_BASE64", Convert.ToBase64String("BiasAdd"u8), StringComparison.Ordinal)
        .Replace("RELU6_IN_BASE64", Convert.ToBase64String("Relu6"u8), StringComparison.Ordinal);

    private static readonly byte[] Weights =
        [.. MemoryMarshal.AsBytes<Half>(Enumerable.Repeat((Half)1, 9).ToArray()), .. MemoryMarshal.AsBytes<float>([-20])];

    [Fact]
    public void Convert_OfAConvolutionWithRamp_CalculatesTheSame()
    {
        var model = TfjsModel.Read(Encoding.UTF8.GetBytes(Graph), Weights);
        var onnx = TfjsConverter.Convert(model, [1, 3, 3, 1], sourceSize: null, [new TfjsConverter.Cut("ramp", "y", [1, 3, 3, 1])]);

        var result = Run(onnx, [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);

        // Sums of the 3 x 3 surroundings less 20, halved where negative.
        Assert.Equal([-4, 1, -2, 7, 25, 13, 4, 19, 8], result);
    }

    [Fact]
    public void Convert_OfAFusedConvolutionFromAnInnerTensorOn_AddsTheBiasAndCutsAtSix()
    {
        var model = TfjsModel.Read(Encoding.UTF8.GetBytes(Graph), Weights);
        model.EnterAt("add");
        var onnx = TfjsConverter.Convert(model, [1, 3, 3, 1], sourceSize: null, [new TfjsConverter.Cut("fused", "y", [1, 3, 3, 1])]);

        var result = Run(onnx, [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);

        // Sums of the 3 x 3 surroundings less 20, not below 0 and not above 6: 12, 21, 16, 27, 45, 33, 24, 39, 28.
        Assert.Equal([0, 1, 0, 6, 6, 6, 4, 6, 6], result);
    }

    [Fact]
    public void Model_EnteredAtATensorThatIsNotThere_IsRefused() =>
        Assert.Throws<InvalidDataException>(() => TfjsModel.Read(Encoding.UTF8.GetBytes(Graph), Weights).EnterAt("nowhere"));

    [Fact]
    public void Convert_OfAnUnknownOperation_NamesIt()
    {
        var model = TfjsModel.Read(Encoding.UTF8.GetBytes(Graph), Weights);

        var failure = Assert.Throws<InvalidDataException>(
            () => TfjsConverter.Convert(model, [1, 3, 3, 1], sourceSize: null, [new TfjsConverter.Cut("odd", "y", [1])]));

        Assert.Contains("Unheard", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Read_WithTooManyOrTooFewWeights_IsRefused(int difference)
    {
        var wrong = new byte[Weights.Length + difference];

        Assert.Throws<InvalidDataException>(() => TfjsModel.Read(Encoding.UTF8.GetBytes(Graph), wrong));
    }

    private static float[] Run(byte[] onnx, float[] values, long[] shape)
    {
        using var session = new InferenceSession(onnx);
        using var input = OrtValue.CreateTensorValueFromMemory(values, shape);
        using var run = new RunOptions();
        using var results = session.Run(run, ["input"], [input], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
