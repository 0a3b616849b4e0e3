namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// YOLOv8 and its like: [4 + classes, cells] with middle, width and height in input pixels and class scores between 0 and 1, cells of the
/// strides 8, 16, 32 one after the other.
/// </summary>
internal sealed class YoloV8Decoder(ModelShape shape) : PersonDecoder(shape)
{
    private static readonly int[] Strides = [8, 16, 32];
    private readonly int _cells = Strides.Sum(shape.Cells);

    public override FitRule Fit { get; } = new(FitMode.Centre, 114, [0, 0, 0], [255, 255, 255]) { Colours = ColourOrder.Rgb };

    public override IReadOnlyList<int> OutputLengths { get; } = [(4 + shape.Classes) * Strides.Sum(shape.Cells)];

    public override void Decode(IReadOnlyList<float[]> outputs, in Placement placement, float floor, List<Sighting> found)
    {
        var map = outputs[0];
        for (var cell = 0; cell < _cells; cell++)
        {
            var score = map[((4 + Shape.Person) * _cells) + cell];
            if (!(score >= floor) || !IsPerson(map, 4, cell, _cells))
                continue;
            var (width, height) = (map[(2 * _cells) + cell], map[(3 * _cells) + cell]);
            found.Add(new Sighting(placement.ToFrame(map[cell] - (width / 2), map[_cells + cell] - (height / 2), width, height), score));
        }
    }
}
