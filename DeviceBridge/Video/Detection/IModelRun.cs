using Microsoft.ML.OnnxRuntime;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>One lane's way to run the model on its own input.</summary>
internal interface IModelRun : IDisposable
{
    /// <summary>The outputs of the last run, in the order the decoder wants them.</summary>
    IReadOnlyList<float[]> Outputs { get; }

    /// <summary>Runs the model on what now lies in the input.</summary>
    void Run();
}

/// <summary>Runs a single picture at once. Input and output memory is bound once and used for every frame, where the model tells its sizes.</summary>
internal sealed class SingleRun : IModelRun
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[]? _bound;
    private readonly float[][] _outputs;

    public SingleRun(InferenceSession session, ModelOutputs outputs, float[] input, long[] inputShape)
    {
        (_session, _inputNames, _outputNames) = (session, [session.InputNames[0]], outputs.Names);
        _inputs = [OrtValue.CreateTensorValueFromMemory(input, inputShape)];
        _outputs = [.. outputs.Lengths.Select(length => new float[Math.Max(0, length)])];
        if (!outputs.Lengths.Contains(PersonDecoder.AnyRows))
            _bound = [.. _outputs.Select((memory, i) => OrtValue.CreateTensorValueFromMemory(memory, outputs.Shape(i, batch: 1)))];
    }

    public IReadOnlyList<float[]> Outputs => _outputs;

    public void Run()
    {
        if (_bound is not null)
        {
            _session.Run(_options, _inputNames, _inputs, _outputNames, _bound);
            return;
        }
        using var results = _session.Run(_options, _inputNames, _inputs, _outputNames);
        for (var i = 0; i < _outputs.Length; i++)
            _outputs[i] = results[i].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        foreach (var value in _inputs.Concat(_bound ?? []))
            value.Dispose();
        _options.Dispose();
    }
}
