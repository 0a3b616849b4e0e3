using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>A lane for models that see the whole picture at once. Input and output memory is made once and used for every frame.</summary>
internal sealed class SingleShotLane : IDetectionLane
{
    private readonly InferenceSession _session;
    private readonly PersonDecoder _decoder;
    private readonly PictureFit _fit;
    private readonly RunOptions _run = new();
    private readonly float[] _input;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _inputValues;
    private readonly OrtValue[] _outputValues;
    private readonly float[][] _outputs;

    public SingleShotLane(InferenceSession session, PersonDecoder decoder, int inputSize)
    {
        (_session, _decoder) = (session, decoder);
        _fit = new PictureFit(decoder.Fit, inputSize);
        _input = new float[3 * inputSize * inputSize];
        _inputNames = [session.InputNames[0]];
        _inputValues = [OrtValue.CreateTensorValueFromMemory(_input, [1, 3, inputSize, inputSize])];
        _outputNames = Match(session, decoder.OutputLengths);
        _outputs = [.. decoder.OutputLengths.Select(length => new float[length])];
        _outputValues = [.. _outputNames.Zip(_outputs, (name, memory) => OrtValue.CreateTensorValueFromMemory(memory, Shape(session, name)))];
    }

    public void Detect(Mat picture, float floor, List<Sighting> found)
    {
        found.Clear();
        var placement = _fit.Fit(picture, _input);
        _session.Run(_run, _inputNames, _inputValues, _outputNames, _outputValues);
        _decoder.Decode(_outputs, placement, floor, found);
        Suppression.KeepBest(found, _decoder.SamePersonOverlap);
    }

    public void Dispose()
    {
        foreach (var value in _inputValues.Concat(_outputValues))
            value.Dispose();
        _run.Dispose();
        _fit.Dispose();
    }

    // Outputs are found by their size: exporters name and order them as they like.
    private static string[] Match(InferenceSession session, IReadOnlyList<int> lengths)
    {
        var free = session.OutputNames.ToDictionary(name => name, name => Shape(session, name).Aggregate(1L, (a, b) => a * b));
        return [.. lengths.Select(length =>
        {
            var name = free.FirstOrDefault(pair => pair.Value == length).Key
                ?? throw new ModelRejectedException($"No output with {length} values; there are {string.Join(", ", free.Select(pair => $"{pair.Key} {pair.Value}"))}.");
            free.Remove(name);
            return name;
        })];
    }

    private static long[] Shape(InferenceSession session, string output) =>
        [.. session.OutputMetadata[output].Dimensions.Select(size => (long)size)];
}
