using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>Gathers from the analysis where people are and makes the pictures of it that may be shown.</summary>
internal sealed class SceneMasks(PrivacyOptions privacy, MaskBook book)
{
    private const double SmallestMovingShare = 0.0004; // of the picture: a head at the far end of a street; less is noise
    private const int MostMovingRegions = 64;

    public MaskBook Book => book;

    /// <summary>Takes in an analysed frame: everybody followed, everybody just found down to the weakest sighting, and what moves, if that is wanted.</summary>
    public void Take(DateTimeOffset at, IReadOnlyList<Track> tracks, IReadOnlyList<Sighting> found, Mat motion)
    {
        var regions = new List<MaskRegion>(tracks.Count + found.Count);
        foreach (var track in tracks)
        {
            regions.Add(new MaskRegion(track.Box, Whole: false));
            if (track.LastSeen < at) regions.Add(new MaskRegion(track.Predicted(at), Whole: false));
        }
        foreach (var sighting in found) regions.Add(new MaskRegion(sighting.Box, Whole: false));
        if (privacy.MovingRegions) AddMoving(regions, motion);
        book.Add(at, regions);
    }

    /// <summary>The picture with everybody masked, those of the last moments too; what a finding is about counts as a person who may lie.</summary>
    public Mat Masked(Mat picture, DateTimeOffset at, in Box about)
    {
        var masked = picture.Clone();
        var ratio = (float)picture.Width / picture.Height;
        IEnumerable<MaskRegion> regions = book.At(at, privacy.Memory) ?? [];
        PictureMask.Apply(masked, regions.Append(new MaskRegion(about, Whole: about.Height < about.Width * ratio)), privacy);
        return masked;
    }

    private static void AddMoving(List<MaskRegion> regions, Mat motion)
    {
        if (motion.Empty()) return;
        Cv2.FindContours(motion, out var contours, out _, RetrievalModes.External, ContourApproximationModes.ApproxSimple);
        var (width, height) = ((float)motion.Width, (float)motion.Height);
        var moving = contours.Select(Cv2.BoundingRect).Where(r => r.Width * r.Height >= SmallestMovingShare * width * height)
            .OrderByDescending(r => r.Width * r.Height).Take(MostMovingRegions);
        foreach (var r in moving) regions.Add(new MaskRegion(new Box(r.X / width, r.Y / height, r.Width / width, r.Height / height), Whole: true));
    }
}
