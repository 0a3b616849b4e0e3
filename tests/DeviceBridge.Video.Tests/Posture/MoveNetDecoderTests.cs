using SafetyHub.DeviceBridge.Video.Posture;

namespace SafetyHub.DeviceBridge.Video.Tests.Posture;

public sealed class MoveNetDecoderTests
{
    private const int Cells = MoveNetDecoder.Cells;

    [Fact]
    public void Decode_WithTwoPeople_ReadsThePointsOfTheOneInTheMiddle()
    {
        var (centre, reach, heat, offset) = (new float[Cells * Cells], new float[Cells * Cells * 34], new float[Cells * Cells * 17], new float[Cells * Cells * 34]);
        var (middle, corner) = (24 * Cells + 22, 2 * Cells + 3);
        (centre[middle], centre[corner]) = (0.8f, 0.9f);
        const int Nose = 0;
        (reach[middle * 34], reach[middle * 34 + 1]) = (-10, 4); // up by ten cells, right by four: near row 14, column 26
        (heat[(15 * Cells + 27) * 17 + Nose], heat[(40 * Cells + 5) * 17 + Nose]) = (0.6f, 0.9f);
        (offset[(15 * Cells + 27) * 34], offset[(15 * Cells + 27) * 34 + 1]) = (0.25f, 0.5f);

        var nose = MoveNetDecoder.Decode(centre, reach, heat, offset)[Nose];

        Assert.Equal(27.5 / Cells, nose.X, 1e-5);
        Assert.Equal(15.25 / Cells, nose.Y, 1e-5);
        Assert.Equal(0.6f, nose.Score);
    }

    [Theory]
    [InlineData(0, -50, 0.8f, nameof(Stance.Upright))]
    [InlineData(50, 0, 0.8f, nameof(Stance.Lying))]
    [InlineData(-40, 20, 0.8f, nameof(Stance.Lying))] // head lower than the hip
    [InlineData(40, -40, 0.8f, nameof(Stance.Unclear))]
    [InlineData(50, 0, 0.1f, nameof(Stance.Unclear))]
    public void Stance_OfATorso_IsThatOfTheLineFromHipToShoulder(float dx, float dy, float score, string stance)
    {
        var pose = new Pose([.. Enumerable.Range(0, Pose.Points).Select(point => point < 11 ? new BodyPoint(100 + dx, 100 + dy, score) : new BodyPoint(100, 100, score))]);

        Assert.Equal(stance, pose.Stance.ToString());
    }
}
