using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Detection;

/// <summary>Tensors written by hand with one person in them.</summary>
public sealed class DecoderTests
{
    // A 640 x 320 frame in a square of 320: scale 0.5, 80 rows of border above when centred.
    private static readonly Placement Centred = new(0.5f, 0.5f, 0, 80, new Size(640, 320));
    private static readonly Placement AtTop = Centred with { OffsetY = 0 };
    private readonly List<Sighting> _found = [];

    [Fact]
    public void NanoDet_WithOneCell_PutsTheBoxAroundItsMiddle()
    {
        var (decoder, outputs) = Empty(ModelFamily.NanoDetG, 320);
        const int Cells = 20 * 20; // stride 16
        const int Cell = 10 * 20 + 5;
        outputs[2][Cell] = 0.9f;
        PutDistances(outputs[3], Cells, Cell, left: 1, top: 3, right: 2, bottom: 4);

        decoder.Decode(outputs, Centred, 0.5f, _found);

        // Middle in the input: x 5.5 * 16 - 0.5 = 87.5, y 10.5 * 16 - 0.5 = 167.5.
        AssertBox(left: (87.5f - 16) * 2, top: (167.5f - 48 - 80) * 2, width: 48 * 2, height: 112 * 2, score: 0.9f);
    }

    [Fact]
    public void NanoDet_WhereAnotherClassIsSurer_FindsNobody()
    {
        var (decoder, outputs) = Empty(ModelFamily.NanoDetG, 320);
        outputs[2][205] = 0.6f;
        outputs[2][56 * 400 + 205] = 0.7f; // a chair

        decoder.Decode(outputs, Centred, 0.5f, _found);

        Assert.Empty(_found);
    }

    [Fact]
    public void Yolox_WithOneRow_PutsTheBoxWhereItSays()
    {
        var (decoder, outputs) = Empty(ModelFamily.Yolox, 320);
        var row = (40 * 40 + 10 * 20 + 5) * 85; // second grid, stride 16
        float[] values = [0.5f, 0.5f, MathF.Log(3), MathF.Log(7), 0.9f, 0.8f];
        values.CopyTo(outputs[0], row);

        decoder.Decode(outputs, AtTop, 0.5f, _found);

        AssertBox(left: (88 - 24) * 2, top: (168 - 56) * 2, width: 48 * 2, height: 96, score: 0.72f);
    }

    [Fact]
    public void FastestDet_WithOneCell_PutsTheBoxWhereItSays()
    {
        var (decoder, outputs) = Empty(ModelFamily.FastestDet, 352);
        const int Cells = 22 * 22;
        const int Cell = 11 * 22 + 11;
        outputs[0][Cell] = 1;
        outputs[0][5 * Cells + Cell] = 1;
        outputs[0][3 * Cells + Cell] = MathF.Log(0.1f / 0.9f); // sigmoid 0.1
        outputs[0][4 * Cells + Cell] = MathF.Log(0.4f / 0.6f);
        var stretched = new Placement(352f / 640, 352f / 320, 0, 0, new Size(640, 320));

        decoder.Decode(outputs, stretched, 0.5f, _found);

        AssertBox(left: 320 - 32, top: 160 - 64, width: 64, height: 128, score: 1);
    }

    [Theory]
    [InlineData(ModelFamily.NanoDetG, 320)]
    [InlineData(ModelFamily.Yolox, 416)]
    [InlineData(ModelFamily.FastestDet, 352)]
    [InlineData(ModelFamily.YoloV8, 320)]
    public void Decoder_OfEmptyTensors_FindsNobody(ModelFamily family, int size)
    {
        var (decoder, outputs) = Empty(family, size);

        decoder.Decode(outputs, Centred, 0.3f, _found);

        Assert.Empty(_found);
    }

    [Fact]
    public void YoloV8_WithOneCell_PutsTheBoxWhereItSays()
    {
        var (decoder, outputs) = Empty(ModelFamily.YoloV8, 320);
        const int Cells = (40 * 40) + (20 * 20) + (10 * 10);
        float[] cellValues = [88f, 168f, 48f, 112f, 0.7f];
        foreach (var (row, value) in cellValues.Index())
            outputs[0][(row * Cells) + 2000] = value;

        decoder.Decode(outputs, Centred, 0.5f, _found);

        AssertBox(left: (88 - 24) * 2, top: (168 - 56 - 80) * 2, width: 96, height: 224, score: 0.7f);
    }

    [Fact]
    public void NmsIncluded_WithRowsOfEveryKind_KeepsThePeopleAboveTheFloor()
    {
        var decoder = PersonDecoder.For(ModelFamily.NmsIncluded, new ModelShape(320, 320));
        float[] rows =
        [
            64, 112, 112, 224, 0.9f, 0,
            10, 90, 30, 120, 0.9f, 2, // a car
            10, 90, 30, 120, 0.3f, 0, // too unsure
            30, 90, 10, 120, 0.9f, 0, // no rectangle
            10, 90, 30, 120, float.NaN, 0,
            0, 0, 0, 0, 0, 0,
        ];

        decoder.Decode([rows], Centred, 0.5f, _found);

        AssertBox(left: 128, top: (112 - 80) * 2, width: 96, height: 224, score: 0.9f);
    }

    [Fact]
    public void Decoder_OfAModelWithOtherClasses_ReadsThePersonAmongThem()
    {
        var decoder = PersonDecoder.For(ModelFamily.YoloV8, new ModelShape(320, 320, Classes: 3, Person: 2));
        var outputs = new[] { new float[decoder.OutputLengths[0]] };
        const int Cells = 2100;
        float[] cellValues = [88f, 168f, 48f, 112f, 0.1f, 0.2f, 0.7f];
        foreach (var (row, value) in cellValues.Index())
            outputs[0][(row * Cells) + 100] = value;

        decoder.Decode(outputs, Centred, 0.5f, _found);

        Assert.Equal(0.7f, Assert.Single(_found).Score);
    }

    [Fact]
    public void NanoDet_OnAnOblongInput_CountsItsCellsByItsWidth()
    {
        var decoder = PersonDecoder.For(ModelFamily.NanoDetG, new ModelShape(320, 192));
        float[][] outputs = [.. decoder.OutputLengths.Select(length => new float[length])];
        const int Cells = 20 * 12; // stride 16
        const int Cell = (6 * 20) + 5;
        outputs[2][Cell] = 0.9f;
        PutDistances(outputs[3], Cells, Cell, left: 1, top: 3, right: 2, bottom: 4);

        decoder.Decode(outputs, Centred with { OffsetY = 16 }, 0.5f, _found);

        AssertBox(left: (87.5f - 16) * 2, top: ((6.5f * 16) - 0.5f - 48 - 16) * 2, width: 96, height: 224, score: 0.9f);
    }

    [Theory]
    [InlineData(ModelFamily.NanoDetG)]
    [InlineData(ModelFamily.Yolox)]
    [InlineData(ModelFamily.FastestDet)]
    [InlineData(ModelFamily.YoloV8)]
    public void Decoder_OfTensorsWithoutNumbers_FindsNobody(ModelFamily family)
    {
        var (decoder, outputs) = Empty(family, 320);
        foreach (var output in outputs)
            Array.Fill(output, float.NaN);

        decoder.Decode(outputs, Centred, 0.3f, _found);

        Assert.Empty(_found);
    }

    private static (PersonDecoder Decoder, float[][] Outputs) Empty(ModelFamily family, int size)
    {
        var decoder = PersonDecoder.For(family, new ModelShape(size, size));
        return (decoder, [.. decoder.OutputLengths.Select(length => new float[length])]);
    }

    private static void PutDistances(float[] tensor, int cells, int cell, int left, int top, int right, int bottom)
    {
        foreach (var (side, distance) in new[] { left, top, right, bottom }.Index())
            tensor[(side * 11 + distance) * cells + cell] = 50; // the softmax is all there
    }

    private void AssertBox(float left, float top, float width, float height, float score)
    {
        var found = Assert.Single(_found);
        var expected = new Box(left / 640, top / 320, width / 640, height / 320).Clipped();
        Assert.Equal(expected.X, found.Box.X, 0.002);
        Assert.Equal(expected.Y, found.Box.Y, 0.002);
        Assert.Equal(expected.Width, found.Box.Width, 0.002);
        Assert.Equal(expected.Height, found.Box.Height, 0.002);
        Assert.Equal(score, found.Score, 0.001);
    }
}
