namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>FastestDet: one map [5 + classes, n, n] with stride 16: objectness, x, y, width, height and class scores.</summary>
internal sealed class FastestDetDecoder(ModelShape shape) : PersonDecoder(shape)
{
    private const int Stride = 16;
    private readonly int _columns = shape.Width / Stride;

    public override FitRule Fit { get; } = new(FitMode.Stretch, 0, [0, 0, 0], [255, 255, 255]);

    public override IReadOnlyList<int> OutputLengths { get; } = [(5 + shape.Classes) * shape.Cells(Stride)];

    public override float SamePersonOverlap => 0.45f;

    public override void Decode(IReadOnlyList<float[]> outputs, in Placement placement, float floor, List<Sighting> found)
    {
        var (map, cells) = (outputs[0], Shape.Cells(Stride));
        for (var cell = 0; cell < cells; cell++)
        {
            // The author's own weighting of objectness and class.
            var score = MathF.Pow(map[cell], 0.6f) * MathF.Pow(map[((5 + Shape.Person) * cells) + cell], 0.4f);
            if (!(score >= floor) || !IsPerson(map, 5, cell, cells))
                continue;
            var middleX = ((cell % _columns) + MathF.Tanh(map[cells + cell])) * Stride;
            var middleY = ((cell / _columns) + MathF.Tanh(map[(2 * cells) + cell])) * Stride;
            var (width, height) = (Sigmoid(map[(3 * cells) + cell]) * Shape.Width, Sigmoid(map[(4 * cells) + cell]) * Shape.Height);
            found.Add(new Sighting(placement.ToFrame(middleX - (width / 2), middleY - (height / 2), width, height), score));
        }
    }

    private static float Sigmoid(float value) => 1 / (1 + MathF.Exp(-value));
}
