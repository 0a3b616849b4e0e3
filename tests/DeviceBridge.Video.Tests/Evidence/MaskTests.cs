using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Evidence;

public sealed class MaskTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Box Standing = new(0.4f, 0.2f, 0.1f, 0.6f);
    private readonly PrivacyOptions _privacy = new();

    [Fact]
    public void Head_OfAStandingPerson_IsUnrecognisableAndTheRestIsLeft()
    {
        using var before = Noise();
        using var after = before.Clone();
        PictureMask.Apply(after, [new MaskRegion(Standing, Whole: false)], _privacy);
        Assert.True(Detail(after, 0.4, 0.2, 0.1, 0.2) < 0.1 * Detail(before, 0.4, 0.2, 0.1, 0.2), "The head still shows detail");
        Assert.Equal(0, Difference(before, after, 0.4, 0.6, 0.1, 0.2));
        Assert.Equal(0, Difference(before, after, 0, 0, 0.3, 1));
    }

    [Fact]
    public void Head_BesideTheBoxOfTheDetector_IsWithinTheMargin()
    {
        var area = new MaskRegion(Standing, Whole: false).Area(_privacy, 16f / 9);
        Assert.True(area.X < Standing.X && area.Y < Standing.Y && area.X + area.Width > Standing.X + Standing.Width);
    }

    [Theory]
    [InlineData(0.3f, 0.2f, false, MaskExtent.Heads)] // lies, or is cut off by the edge
    [InlineData(0.1f, 0.6f, true, MaskExtent.Heads)] // what a finding says
    [InlineData(0.1f, 0.6f, false, MaskExtent.Persons)] // what the operator asks for
    public void Person_WhoseHeadCanBeAnywhere_IsMaskedAsAWhole(float width, float height, bool whole, MaskExtent extent)
    {
        _privacy.Extent = extent;
        var box = new Box(0.3f, 0.3f, width, height);
        var area = new MaskRegion(box, whole).Area(_privacy, 16f / 9);
        Assert.True(area.Y + area.Height >= box.Y + box.Height);
    }

    [Fact]
    public void Mask_AtTheEdgeOrOutside_StaysInThePicture()
    {
        using var picture = Noise();
        PictureMask.Apply(picture, [new(new Box(0.95f, -0.1f, 0.2f, 0.6f), false), new(new Box(2, 2, 0.1f, 0.1f), true), new(new Box(0, 0, 0, 0), true)], _privacy);
    }

    [Fact]
    public void Snapshot_OfAFrameThatNobodyAnalysed_ShowsNothingOfAnybody()
    {
        using var picture = Noise();
        var shown = Shown(picture, new MaskBook(TimeSpan.FromMinutes(1)), Start);
        Assert.True(Detail(shown, 0, 0, 1, 1) < 0.1 * Detail(picture, 0, 0, 1, 1));
    }

    [Fact]
    public void Snapshot_OfAnAnalysedFrame_MasksWhoWasThereLatelyAndNothingElse()
    {
        using var picture = Noise();
        var book = new MaskBook(TimeSpan.FromMinutes(1));
        book.Add(Start, [new MaskRegion(Standing, Whole: false)]);
        book.Add(Start.AddSeconds(2), []);
        var shown = Shown(picture, book, Start.AddSeconds(2));
        Assert.True(Detail(shown, 0.4, 0.2, 0.1, 0.2) < 0.2 * Detail(picture, 0.4, 0.2, 0.1, 0.2));
        Assert.True(Detail(shown, 0.6, 0.2, 0.3, 0.6) > 0.5 * Detail(picture, 0.6, 0.2, 0.3, 0.6));
        book.Add(Start.AddSeconds(10), []);
        Assert.True(Detail(Shown(picture, book, Start.AddSeconds(10)), 0.4, 0.2, 0.1, 0.2) > 0.5 * Detail(picture, 0.4, 0.2, 0.1, 0.2));
    }

    [Fact]
    public void Book_Full_ForgetsTheOldest()
    {
        var book = new MaskBook(TimeSpan.FromSeconds(30));
        for (var i = 0; i < 100; i++) book.Add(Start.AddSeconds(i), [new MaskRegion(Standing, false)]);
        Assert.Equal(31, book.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Count);
        Assert.Null(book.At(Start.AddSeconds(200), TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Track_WrittenAndRead_KnowsWhoIsThereWhenAndWhatNobodyKnows()
    {
        var json = MaskTrack.Write([new MaskPage(Start.AddSeconds(1), []), new MaskPage(Start.AddSeconds(2), [new MaskRegion(Standing, true)]), new MaskPage(Start.AddSeconds(3), [])], Start);
        var track = MaskTrack.Read(json)!;
        var region = Assert.Single(track.At(2, TimeSpan.Zero)!);
        Assert.True(region.Whole);
        Assert.InRange(region.Box.X, 0.399f, 0.401f);
        Assert.Single(track.At(5, TimeSpan.FromSeconds(3))!);
        Assert.Null(track.At(30, TimeSpan.FromSeconds(3)));
        Assert.Null(MaskTrack.Read(null));
        Assert.Null(MaskTrack.Read("[]"));
    }

    [Fact]
    public void Filter_OfAPictureOrOfNone_GivesACoarseOneOrNothing()
    {
        using var picture = Noise();
        var coarse = Cv2.ImDecode(new PrivacyFilter().Coarsen(StillRenderer.Plain(picture, 90))!, ImreadModes.Color);
        Assert.Equal(picture.Size(), coarse.Size());
        Assert.True(Detail(coarse, 0, 0, 1, 1) < 0.1 * Detail(picture, 0, 0, 1, 1));
        Assert.Null(new PrivacyFilter().Coarsen("no picture"u8));
        Assert.Null(new PrivacyFilter().Coarsen([]));
    }

    [Fact]
    public void Scene_WithMovingRegionsWanted_MasksWhatMovesWithoutAPerson()
    {
        _privacy.MovingRegions = true;
        using var motion = new Mat(180, 320, MatType.CV_8UC1, Scalar.All(0));
        Cv2.Rectangle(motion, new Rect(80, 45, 40, 60), Scalar.All(255), -1);
        var masks = new SceneMasks(_privacy, new MaskBook(TimeSpan.FromMinutes(1)));
        masks.Take(Start, [], [], motion);
        var region = Assert.Single(masks.Book.At(Start, _privacy.Memory)!);
        Assert.True(region.Whole);
        Assert.InRange(region.Box.X, 0.24f, 0.26f);
    }

    private Mat Shown(Mat picture, MaskBook book, DateTimeOffset at)
    {
        var frame = new FramePool(new FrameSize(picture.Width, picture.Height), 1).TryRent()!;
        picture.CopyTo(frame.Picture);
        frame.At = at;
        var frames = new LatestFrame();
        frames.Put(frame);
        return Cv2.ImDecode(new SnapshotCache(frames, book, new VideoOptions(), _privacy, TimeProvider.System).Latest()!.Jpeg, ImreadModes.Color);
    }

    private static Mat Noise()
    {
        // Grey and coarse enough to survive JPEG, fine enough to be a face.
        using var small = new Mat(90, 160, MatType.CV_8UC1);
        Cv2.SetTheRNG(1);
        Cv2.Randu(small, Scalar.All(0), Scalar.All(255));
        using var grey = new Mat();
        Cv2.Resize(small, grey, new Size(640, 360), 0, 0, InterpolationFlags.Nearest);
        var picture = new Mat();
        Cv2.CvtColor(grey, picture, ColorConversionCodes.GRAY2BGR);
        return picture;
    }

    /// <summary>How much neighbouring pixels differ: what is left of a face.</summary>
    private static double Detail(Mat picture, double x, double y, double width, double height)
    {
        using var part = Part(picture, x, y, width, height);
        using var edges = new Mat();
        Cv2.Laplacian(part, edges, MatType.CV_32F);
        Cv2.MeanStdDev(edges, out _, out var deviation);
        return deviation.Val0 * deviation.Val0;
    }

    private static double Difference(Mat a, Mat b, double x, double y, double width, double height)
    {
        using var first = Part(a, x, y, width, height);
        using var second = Part(b, x, y, width, height);
        return Cv2.Norm(first, second, NormTypes.INF);
    }

    private static Mat Part(Mat picture, double x, double y, double width, double height) =>
        new(picture, new Rect((int)(x * picture.Width), (int)(y * picture.Height), (int)(width * picture.Width), (int)(height * picture.Height)));
}
