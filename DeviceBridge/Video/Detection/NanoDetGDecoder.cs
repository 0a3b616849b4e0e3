namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// NanoDet-g: for strides 8, 16, 32 a score map [classes, n, n] and a map [44, n, n] with, for each side of the box, a distribution
/// over 11 distances (0 to 10 strides from the cell's middle).
/// </summary>
internal sealed class NanoDetGDecoder(ModelShape shape) : PersonDecoder(shape)
{
    private const int Bins = 11;
    private static readonly int[] Strides = [8, 16, 32];

    public override FitRule Fit { get; } = new(FitMode.Centre, 0, [103.53f, 116.28f, 123.675f], [57.375f, 57.12f, 58.395f]);

    public override IReadOnlyList<int> OutputLengths { get; } =
        [.. Strides.SelectMany(stride => new[] { shape.Classes * shape.Cells(stride), 4 * Bins * shape.Cells(stride) })];

    public override void Decode(IReadOnlyList<float[]> outputs, in Placement placement, float floor, List<Sighting> found)
    {
        for (var level = 0; level < Strides.Length; level++)
            DecodeLevel(outputs[2 * level], outputs[(2 * level) + 1], Strides[level], placement, floor, found);
    }

    private void DecodeLevel(float[] scores, float[] distances, int stride, in Placement placement, float floor, List<Sighting> found)
    {
        var cells = Shape.Cells(stride);
        var width = Shape.Width / stride;
        for (var cell = 0; cell < cells; cell++)
        {
            var score = scores[(Shape.Person * cells) + cell];
            if (!(score >= floor) || !IsPerson(scores, 0, cell, cells))
                continue;
            var middleX = ((cell % width) + 0.5f) * stride - 0.5f;
            var middleY = ((cell / width) + 0.5f) * stride - 0.5f;
            var left = Distance(distances, 0, cell, cells) * stride;
            var top = Distance(distances, 1, cell, cells) * stride;
            var right = Distance(distances, 2, cell, cells) * stride;
            var bottom = Distance(distances, 3, cell, cells) * stride;
            found.Add(new Sighting(placement.ToFrame(middleX - left, middleY - top, left + right, top + bottom), score));
        }
    }

    // The mean of the softmax over the bins.
    private static float Distance(float[] distances, int side, int cell, int cells)
    {
        var largest = float.MinValue;
        for (var bin = 0; bin < Bins; bin++)
            largest = Math.Max(largest, distances[(((side * Bins) + bin) * cells) + cell]);
        float sum = 0, weighted = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            var weight = MathF.Exp(distances[(((side * Bins) + bin) * cells) + cell] - largest);
            sum += weight;
            weighted += weight * bin;
        }
        return weighted / sum;
    }
}
