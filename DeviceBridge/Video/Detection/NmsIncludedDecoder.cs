namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>Rows of left, top, right, bottom in input pixels, score and class; as many as the model likes. Empty rows have the score 0.</summary>
internal sealed class NmsIncludedDecoder(ModelShape shape) : PersonDecoder(shape)
{
    /// <summary>Values of a row.</summary>
    public const int Row = 6;

    public override FitRule Fit { get; } = new(FitMode.Centre, 114, [0, 0, 0], [255, 255, 255]) { Colours = ColourOrder.Rgb };

    public override IReadOnlyList<int> OutputLengths { get; } = [AnyRows];

    // The model did it; two boxes that it left are two people.
    public override float SamePersonOverlap => 0.95f;

    public override void Decode(IReadOnlyList<float[]> outputs, in Placement placement, float floor, List<Sighting> found)
    {
        var rows = outputs[0].AsSpan();
        for (; rows.Length >= Row; rows = rows[Row..])
        {
            if (!(rows[4] >= floor) || (int)MathF.Round(rows[5]) != Shape.Person || !(rows[2] > rows[0]) || !(rows[3] > rows[1]))
                continue;
            found.Add(new Sighting(placement.ToFrame(rows[0], rows[1], rows[2] - rows[0], rows[3] - rows[1]), rows[4]));
        }
    }
}
