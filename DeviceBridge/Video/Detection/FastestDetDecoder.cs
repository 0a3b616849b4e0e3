namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>FastestDet: one map [85, n, n] with stride 16: objectness, x, y, width, height and 80 class scores.</summary>
internal sealed class FastestDetDecoder(int inputSize) : PersonDecoder
{
    private const int Stride = 16;
    private readonly int _width = inputSize / Stride;

    public override FitRule Fit { get; } = new(FitMode.Stretch, 0, [0, 0, 0], [255, 255, 255]);

    public override IReadOnlyList<int> OutputLengths { get; } = [(5 + Classes) * (inputSize / Stride) * (inputSize / Stride)];

    public override float SamePersonOverlap => 0.45f;

    public override void Decode(IReadOnlyList<float[]> outputs, in Placement placement, float floor, List<Sighting> found)
    {
        var (map, cells) = (outputs[0], _width * _width);
        for (var cell = 0; cell < cells; cell++)
        {
            // The author's own weighting of objectness and class.
            var score = MathF.Pow(map[cell], 0.6f) * MathF.Pow(map[5 * cells + cell], 0.4f);
            if (!(score >= floor) || !IsPerson(map, cell, cells))
                continue;
            var middleX = (cell % _width + MathF.Tanh(map[cells + cell])) * Stride;
            var middleY = (cell / _width + MathF.Tanh(map[2 * cells + cell])) * Stride;
            var (width, height) = (Sigmoid(map[3 * cells + cell]) * inputSize, Sigmoid(map[4 * cells + cell]) * inputSize);
            found.Add(new Sighting(placement.ToFrame(middleX - width / 2, middleY - height / 2, width, height), score));
        }
    }

    private static bool IsPerson(float[] map, int cell, int cells)
    {
        for (var other = 1; other < Classes; other++)
        {
            if (map[(5 + other) * cells + cell] > map[5 * cells + cell])
                return false;
        }
        return true;
    }

    private static float Sigmoid(float value) => 1 / (1 + MathF.Exp(-value));
}
