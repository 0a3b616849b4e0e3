using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Conversion;

/// <summary>
/// Writes OpenCV's people detector (histogram of oriented gradients with a linear SVM, 64 x 128 window) as an ONNX graph of
/// ordinary operators. Takes any picture size; one output value is the margin of one window, windows lie 8 pixels apart.
/// </summary>
internal static class HogOnnxBuilder
{
    public const string InputName = "grey";
    public const string OutputName = "margin";
    private const int Bins = 9;
    private const int Block = 16;
    private const int Cell = 8;
    private const int BlocksAcross = 7;
    private const int BlocksDown = 15;
    private const double BlurSigma = 4;
    private const float Clip = 0.2f;

    public static byte[] Build()
    {
        var graph = new OnnxGraph();
        graph.Input(InputName, 1, 1, -1, -1);
        var votes = Votes(graph);
        var margin = Margin(graph, Normalised(graph, Blocks(graph, votes)));
        graph.Output(OutputName, margin, 1, 1, -1, -1);
        return graph.ToModel("safetyhub-hog");
    }

    // Each pixel votes with its gradient's size for the two directions nearest to its own, of nine over half a turn.
    private static string Votes(OnnxGraph graph)
    {
        var gamma = graph.Node("Sqrt", [InputName]);
        var padded = graph.Node("Pad", [gamma, graph.Integers(0, 0, 1, 1, 0, 0, 1, 1)], ("mode", "edge"));
        var across = graph.Node("Conv", [padded, graph.Constant([0, 0, 0, -1, 0, 1, 0, 0, 0], 1, 1, 3, 3)]);
        var down = graph.Node("Conv", [padded, graph.Constant([0, -1, 0, 0, 0, 0, 0, 1, 0], 1, 1, 3, 3)]);
        var squares = graph.Node("Add", [graph.Node("Mul", [across, across]), graph.Node("Mul", [down, down])]);
        var size = graph.Node("Sqrt", [squares]);
        var slope = graph.Node("Div", [down, graph.Node("Add", [across, graph.Scalar(1e-9f)])]);
        var turn = graph.Node("Mul", [graph.Node("Atan", [slope]), graph.Scalar((float)(Bins / Math.PI))]);
        var direction = graph.Node("Sub", [turn, graph.Scalar(0.5f)]);
        var bins = graph.Constant([.. Enumerable.Range(0, Bins).Select(bin => (float)bin)], 1, Bins, 1, 1);
        var distance = graph.Node("Abs", [graph.Node("Sub", [direction, bins])]);
        var otherWay = graph.Node("Abs", [graph.Node("Sub", [distance, graph.Scalar(Bins)])]);
        var nearest = graph.Node("Min", [distance, otherWay]);
        var share = graph.Node("Relu", [graph.Node("Sub", [graph.Scalar(1), nearest])]);
        return graph.Node("Mul", [share, size]);
    }

    // A block's weights (Gaussian window times the blend between its two cells) are the product of a column and a row, so two
    // thin convolutions do the work of one thick one at a quarter of the cost. Channel order: bin, cell down, cell across.
    private static string Blocks(OnnxGraph graph, string votes)
    {
        var weights = CellWeights();
        var columns = new float[Bins * 2 * Block];
        var rows = new float[Bins * 4 * Block];
        for (var bin = 0; bin < Bins; bin++)
        {
            weights.CopyTo(columns, bin * 2 * Block);
            weights.CopyTo(rows, bin * 4 * Block);
            weights.CopyTo(rows, (bin * 4 + 2) * Block);
        }
        var down = graph.Node("Conv", [votes, graph.Constant(columns, Bins * 2, 1, Block, 1)],
            ("group", Bins), ("kernel_shape", new long[] { Block, 1 }), ("strides", new long[] { Cell, 1 }));
        return graph.Node("Conv", [down, graph.Constant(rows, Bins * 4, 1, 1, Block)],
            ("group", Bins * 2), ("kernel_shape", new long[] { 1, Block }), ("strides", new long[] { 1, Cell }));
    }

    // For the near and the far cell along one axis of a block.
    private static float[] CellWeights()
    {
        var weights = new float[2 * Block];
        for (var pixel = 0; pixel < Block; pixel++)
        {
            var offset = pixel - Block / 2 + 0.5;
            var window = Math.Exp(-(offset * offset) / (2 * BlurSigma * BlurSigma));
            var position = (pixel + 0.5) / Cell - 0.5;
            for (var cell = 0; cell < 2; cell++)
                weights[cell * Block + pixel] = (float)(window * Math.Max(0, 1 - Math.Abs(position - cell)));
        }
        return weights;
    }

    // Scale to length one, cut off peaks, scale again.
    private static string Normalised(OnnxGraph graph, string blocks)
    {
        var first = ScaledToLengthOne(graph, blocks, Bins * 4 * 0.1f);
        var clipped = graph.Node("Min", [first, graph.Scalar(Clip)]);
        return ScaledToLengthOne(graph, clipped, 1e-3f);
    }

    private static string ScaledToLengthOne(OnnxGraph graph, string value, float epsilon)
    {
        var length = graph.Node("ReduceL2", [value], ("axes", new long[] { 1 }), ("keepdims", 1));
        return graph.Node("Div", [value, graph.Node("Add", [length, graph.Scalar(epsilon)])]);
    }

    // The SVM over all windows at once is one convolution over the blocks. OpenCV stores blocks and cells column by column.
    private static string Margin(OnnxGraph graph, string blocks)
    {
        var svm = HOGDescriptor.GetDefaultPeopleDetector();
        var weights = new float[4 * Bins * BlocksDown * BlocksAcross];
        for (var x = 0; x < BlocksAcross; x++)
            for (var y = 0; y < BlocksDown; y++)
                for (var across = 0; across < 2; across++)
                    for (var down = 0; down < 2; down++)
                        for (var bin = 0; bin < Bins; bin++)
                        {
                            var channel = bin * 4 + down * 2 + across;
                            weights[(channel * BlocksDown + y) * BlocksAcross + x] = svm[((x * BlocksDown + y) * 4 + across * 2 + down) * Bins + bin];
                        }
        return graph.Node("Conv", [blocks, graph.Constant(weights, 1, 4 * Bins, BlocksDown, BlocksAcross), graph.Constant([svm[^1]], 1)]);
    }
}
