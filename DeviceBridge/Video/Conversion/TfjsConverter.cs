namespace SafetyHub.DeviceBridge.Video.Conversion;

/// <summary>
/// Rewrites a TensorFlow.js graph as ONNX. TensorFlow keeps pictures as height, width, channel; ONNX wants the channel first, so
/// every convolution stands between two transpositions, which ONNX Runtime takes out again.
/// </summary>
internal sealed class TfjsConverter
{
    private readonly TfjsModel _model;
    private readonly int? _sourceSize;
    private readonly OnnxGraph _graph = new();
    private readonly Dictionary<string, string> _tensors = [];
    private readonly Dictionary<string, string> _channelFirst = [];

    private string? _inputSize;

    private TfjsConverter(TfjsModel model, int? sourceSize) => (_model, _sourceSize) = (model, sourceSize);

    /// <summary>A tensor of the source that becomes an output of the result.</summary>
    internal sealed record Cut(string Tensor, string Name, long[] Shape);

    /// <summary>
    /// Converts the part of the graph that the cuts need. Fixed picture sizes inside stay as they are or, where the side of the source's square
    /// input is given, follow the input: its last two sizes may then be any others, and open.
    /// </summary>
    public static byte[] Convert(TfjsModel model, long[] inputShape, int? sourceSize, IReadOnlyList<Cut> cuts)
    {
        var converter = new TfjsConverter(model, sourceSize);
        foreach (var node in model.InOrder(cuts.Select(cut => cut.Tensor)))
            converter.Add(node, inputShape);
        foreach (var cut in cuts)
            converter._graph.Output(cut.Name, converter.Tensor(cut.Tensor), cut.Shape);
        return converter._graph.ToModel("safetyhub-tfjs");
    }

    private void Add(TfjsNode node, long[] inputShape)
    {
        switch (node.Operation)
        {
            case "Const":
                break; // taken over where it is used
            case "Placeholder":
                _graph.Input("input", inputShape);
                _tensors[node.Name] = "input";
                break;
            case "SplitV":
                AddSplit(node);
                break;
            default:
                _tensors[node.Name] = Convert(node);
                break;
        }
    }

    private string Convert(TfjsNode node) => node.Operation switch
    {
        "Identity" => Input(node, 0),
        "Add" or "AddV2" => _graph.Node("Add", [Input(node, 0), Input(node, 1)]),
        "Sigmoid" => _graph.Node("Sigmoid", [Input(node, 0)]),
        "LeakyRelu" => _graph.Node("LeakyRelu", [Input(node, 0)], ("alpha", node.Float("alpha", 0.2f))),
        "Transpose" => _graph.Node("Transpose", [Input(node, 0)], ("perm", Longs(node, 1))),
        "ConcatV2" => _graph.Node("Concat", [.. node.Inputs[..^1].Select(Tensor)], ("axis", Constant(node, node.Inputs.Length - 1).Integers[0])),
        "Pad" => _graph.Node("Pad", [Input(node, 0), Paddings(node)]),
        "PadV2" => _graph.Node("Pad", [Input(node, 0), Paddings(node), Input(node, 2)]),
        "Conv2D" => ChannelLast(Convolution(node)),
        "DepthwiseConv2dNative" => ChannelLast(Convolution(node)),
        "_FusedConv2D" or "FusedDepthwiseConv2dNative" => ChannelLast(Activated(node, Convolution(node))),
        "MaxPool" => ChannelLast(MaxPool(node)),
        "ResizeBilinear" => ChannelLast(Resize(node)),
        _ => throw new InvalidDataException($"{node.Name}: the converter does not know the operation {node.Operation}."),
    };

    private void AddSplit(TfjsNode node)
    {
        var sizes = Longs(node, 1);
        var parts = _graph.NodeWithOutputs("Split", [Input(node, 0), _graph.Integers(sizes)], sizes.Length, ("axis", Constant(node, 2).Integers[0]));
        for (var i = 0; i < parts.Length; i++)
            _tensors[i == 0 ? node.Name : $"{node.Name}:{i}"] = parts[i];
    }

    private string Convolution(TfjsNode node)
    {
        var weight = Constant(node, 1);
        var depthwise = node.Operation.Contains("Depthwise", StringComparison.Ordinal);
        var (strides, dilations) = (node.Numbers("strides"), node.Numbers("dilations"));
        var (kernel, shape) = Kernel(weight, depthwise);
        string[] inputs = [ChannelFirst(Input(node, 0)), _graph.Constant(kernel, shape)];
        if (node.Inputs.Length > 2)
            inputs = [.. inputs, _graph.Constant(Constant(node, 2).Floats, Constant(node, 2).Shape)];
        return _graph.Node("Conv", inputs,
            ("kernel_shape", new[] { shape[2], shape[3] }),
            ("strides", new[] { strides[1], strides[2] }),
            ("dilations", dilations.Length == 0 ? [1L, 1L] : new[] { dilations[1], dilations[2] }),
            ("group", depthwise ? (int)weight.Shape[2] : 1),
            ("auto_pad", AutoPad(node)));
    }

    // What TensorFlow has folded into the convolution. The bias is an input of it.
    private string Activated(TfjsNode node, string tensor)
    {
        foreach (var operation in node.Texts("fused_ops"))
        {
            tensor = operation switch
            {
                "BiasAdd" => tensor,
                "Relu" => _graph.Node("Relu", [tensor]),
                "Relu6" => _graph.Node("Clip", [tensor, _graph.Scalar(0), _graph.Scalar(6)]),
                _ => throw new InvalidDataException($"{node.Name}: the converter does not know the fused operation {operation}."),
            };
        }
        return tensor;
    }

    // From height, width, in, out to out, in, height, width (depthwise: in * out, 1, height, width).
    private static (float[] Kernel, long[] Shape) Kernel(TfjsWeight weight, bool depthwise)
    {
        var (height, width, ins, outs) = (weight.Shape[0], weight.Shape[1], weight.Shape[2], weight.Shape[3]);
        var kernel = new float[weight.Floats.Length];
        var from = 0;
        for (var y = 0L; y < height; y++)
            for (var x = 0L; x < width; x++)
                for (var i = 0L; i < ins; i++)
                    for (var o = 0L; o < outs; o++)
                    {
                        var filter = depthwise ? i * outs + o : o * ins + i;
                        kernel[(filter * height + y) * width + x] = weight.Floats[from++];
                    }
        return (kernel, depthwise ? [ins * outs, 1, height, width] : [outs, ins, height, width]);
    }

    private string MaxPool(TfjsNode node)
    {
        var (size, strides) = (node.Numbers("ksize"), node.Numbers("strides"));
        return _graph.Node("MaxPool", [ChannelFirst(Input(node, 0))],
            ("kernel_shape", new[] { size[1], size[2] }), ("strides", new[] { strides[1], strides[2] }), ("auto_pad", AutoPad(node)));
    }

    private string Resize(TfjsNode node)
    {
        var picture = ChannelFirst(Input(node, 0));
        var keep = _graph.Node("Slice", [_graph.Node("Shape", [picture]), _graph.Integers(0), _graph.Integers(2)]);
        var sizes = _graph.Node("Concat", [keep, WantedSize(node)], ("axis", 0));
        var mode = node.Flag("align_corners") ? "align_corners" : node.Flag("half_pixel_centers") ? "half_pixel" : "asymmetric";
        return _graph.Node("Resize", [picture, "", "", sizes], ("mode", "linear"), ("coordinate_transformation_mode", mode));
    }

    private string WantedSize(TfjsNode node)
    {
        var wanted = Longs(node, 1);
        if (_sourceSize is not { } source)
            return _graph.Integers(wanted);
        if (wanted.Any(size => size <= 0 || source % size != 0))
            throw new InvalidDataException($"{node.Name}: the size {string.Join(" x ", wanted)} is no whole part of {source}.");
        _inputSize ??= _graph.Node("Slice", [_graph.Node("Shape", ["input"]), _graph.Integers(2), _graph.Integers(4)]);
        return _graph.Node("Div", [_inputSize, _graph.Integers([.. wanted.Select(size => source / size)])]);
    }

    // From pairs of (before, after) for each axis to all befores, then all afters.
    private string Paddings(TfjsNode node)
    {
        var pairs = Longs(node, 1);
        return _graph.Integers([.. pairs.Where((_, i) => i % 2 == 0), .. pairs.Where((_, i) => i % 2 == 1)]);
    }

    private static string AutoPad(TfjsNode node) => node.Text("padding") switch
    {
        "SAME" => "SAME_UPPER",
        "VALID" => "VALID",
        var other => throw new InvalidDataException($"{node.Name}: the converter does not know the padding {other}."),
    };

    private string ChannelFirst(string tensor)
    {
        if (!_channelFirst.TryGetValue(tensor, out var turned))
            _channelFirst[tensor] = turned = _graph.Node("Transpose", [tensor], ("perm", new long[] { 0, 3, 1, 2 }));
        return turned;
    }

    private string ChannelLast(string tensor)
    {
        var turned = _graph.Node("Transpose", [tensor], ("perm", new long[] { 0, 2, 3, 1 }));
        _channelFirst[turned] = tensor;
        return turned;
    }

    private string Input(TfjsNode node, int index) => Tensor(node.Inputs[index]);

    private string Tensor(string tensor)
    {
        tensor = tensor.EndsWith(":0", StringComparison.Ordinal) ? tensor[..^2] : tensor;
        if (_tensors.TryGetValue(tensor, out var name))
            return name;
        var weight = _model.Weight(tensor) ?? throw new InvalidDataException($"The graph has no tensor {tensor}.");
        return _tensors[tensor] = weight.Integers.Length > 0
            ? _graph.Integers([.. weight.Integers.Select(value => (long)value)])
            : _graph.Constant(weight.Floats, weight.Shape);
    }

    private TfjsWeight Constant(TfjsNode node, int index) => _model.Weight(node.Inputs[index])
        ?? throw new InvalidDataException($"{node.Name}: input {index} has to be a constant.");

    private long[] Longs(TfjsNode node, int index) => [.. Constant(node, index).Integers.Select(value => (long)value)];
}
