namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>YOLOX without decoding in the graph: rows of x, y, log width, log height, objectness and class scores for strides 8, 16, 32.</summary>
internal sealed class YoloxDecoder(ModelShape shape) : PersonDecoder(shape)
{
    private static readonly int[] Strides = [8, 16, 32];
    private readonly int _row = 5 + shape.Classes;

    public override FitRule Fit { get; } = new(FitMode.TopLeft, 114, [0, 0, 0], [1, 1, 1]);

    public override IReadOnlyList<int> OutputLengths { get; } = [Strides.Sum(shape.Cells) * (5 + shape.Classes)];

    public override void Decode(IReadOnlyList<float[]> outputs, in Placement placement, float floor, List<Sighting> found)
    {
        var row = 0;
        foreach (var stride in Strides)
        {
            var width = Shape.Width / stride;
            for (var cell = 0; cell < Shape.Cells(stride); cell++, row += _row)
            {
                var values = outputs[0].AsSpan(row, _row);
                var person = values[5 + Shape.Person];
                var score = values[4] * person;
                if (!(score >= floor) || values[5..].ContainsAnyExceptInRange(float.NegativeInfinity, person))
                    continue;
                var (boxWidth, boxHeight) = (MathF.Exp(values[2]) * stride, MathF.Exp(values[3]) * stride);
                var (middleX, middleY) = ((values[0] + (cell % width)) * stride, (values[1] + (cell / width)) * stride);
                found.Add(new Sighting(placement.ToFrame(middleX - (boxWidth / 2), middleY - (boxHeight / 2), boxWidth, boxHeight), score));
            }
        }
    }
}
