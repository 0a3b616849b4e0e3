using System.Runtime.InteropServices;

namespace SafetyHub.DeviceBridge.Video.Conversion;

/// <summary>Element types of ONNX tensors that we use; the numbers are the format's.</summary>
internal enum OnnxType
{
    Float = 1,
    Int64 = 7,
}

/// <summary>
/// Builds an ONNX model (format 8, operator set 13) node by node. Every method that adds something returns the name of the
/// tensor it made. Field numbers are those of onnx.proto.
/// </summary>
internal sealed class OnnxGraph
{
    private const int FormatVersion = 8;
    private const int OperatorSet = 13;
    private readonly ProtobufWriter _graph = new();
    private int _names;

    public void Input(string name, params ReadOnlySpan<long> shape) => _graph.Message(11, Value(name, shape));

    /// <summary>Names a tensor as output of the model; the shape is checked by the runtime when the model is loaded.</summary>
    public void Output(string name, string tensor, params ReadOnlySpan<long> shape)
    {
        AddNode("Identity", [tensor], [name], []);
        _graph.Message(12, Value(name, shape));
    }

    public string Constant(float[] values, params ReadOnlySpan<long> shape) =>
        AddConstant(OnnxType.Float, MemoryMarshal.AsBytes<float>(values), shape);

    public string Scalar(float value) => Constant([value]);

    public string Integers(params ReadOnlySpan<long> values) =>
        AddConstant(OnnxType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    public string Node(string operation, string[] inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var output = NewName();
        AddNode(operation, inputs, [output], attributes);
        return output;
    }

    public string[] NodeWithOutputs(string operation, string[] inputs, int outputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var names = Enumerable.Range(0, outputs).Select(_ => NewName()).ToArray();
        AddNode(operation, inputs, names, attributes);
        return names;
    }

    public byte[] ToModel(string producer) => new ProtobufWriter()
        .Integer(1, FormatVersion)
        .Text(2, producer)
        .Message(7, _graph.Text(2, "graph"))
        .Message(8, new ProtobufWriter().Text(1, "").Integer(2, OperatorSet))
        .ToArray();

    private string AddConstant(OnnxType type, ReadOnlySpan<byte> raw, ReadOnlySpan<long> shape)
    {
        var name = NewName();
        var tensor = new ProtobufWriter();
        foreach (var size in shape)
            tensor.Integer(1, size);
        _graph.Message(5, tensor.Integer(2, (int)type).Text(8, name).Bytes(9, raw));
        return name;
    }

    private void AddNode(string operation, string[] inputs, string[] outputs, ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new ProtobufWriter();
        foreach (var input in inputs)
            node.Text(1, input);
        foreach (var output in outputs)
            node.Text(2, output);
        node.Text(3, NewName()).Text(4, operation);
        foreach (var (name, value) in attributes)
            node.Message(5, Attribute(name, value));
        _graph.Message(1, node);
    }

    private static ProtobufWriter Attribute(string name, object value)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        switch (value)
        {
            case int number:
                return attribute.Integer(3, number).Integer(20, 2);
            case float number:
                return attribute.Float(2, number).Integer(20, 1);
            case string text:
                return attribute.Text(4, text).Integer(20, 3);
            case long[] numbers:
                foreach (var number in numbers)
                    attribute.Integer(8, number);
                return attribute.Integer(20, 7);
            default:
                throw new ArgumentException($"An ONNX attribute cannot hold {value.GetType().Name}.", nameof(value));
        }
    }

    // A negative size stands for "any".
    private static ProtobufWriter Value(string name, ReadOnlySpan<long> shape)
    {
        var sizes = new ProtobufWriter();
        for (var i = 0; i < shape.Length; i++)
            sizes.Message(1, shape[i] < 0 ? new ProtobufWriter().Text(2, $"{name}_{i}") : new ProtobufWriter().Integer(1, shape[i]));
        var tensor = new ProtobufWriter().Integer(1, (int)OnnxType.Float).Message(2, sizes);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    private string NewName() => $"t{_names++}";
}
