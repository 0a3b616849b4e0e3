using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>What a search for a lying person found.</summary>
/// <param name="Lying">The best sighting of somebody down that was not there before.</param>
/// <param name="Sitting">The best sighting of somebody who sits up there.</param>
/// <param name="Turn">How the picture was turned for <paramref name="Lying"/>.</param>
internal readonly record struct LyingResult(Sighting? Lying, Sighting? Sitting, RotateFlags? Turn);

/// <summary>
/// Looks for somebody who lies: detectors know people who stand, so the part of the picture is searched as it is and turned by a
/// quarter to either side. A bed or a carpet looks like a lying person too; what the picture from before the fall shows at the
/// same place does not count.
/// </summary>
internal static class LyingSearch
{
    private const float Floor = 0.2f;
    private const float SameThing = 0.4f;
    private const float SurerThanThing = 0.1f; // somebody who lies on a bed is found more surely than the bed
    private const float SamePerson = 0.5f;
    private const float Margin = 1.5f;
    private const float LowShare = 0.35f; // of the upright height: whoever reaches higher does not lie
    private const float Shortest = 0.35f; // of the upright height: somebody who lies along the line of sight is not as long as high
    private const float Longest = 1.8f;
    private const double ChangedShare = 0.15;
    private const float SittingShare = 0.45f; // of the upright height: a torso held up
    private const float WidestSitting = 1.2f;
    private const float NarrowestLying = 0.8f; // width over height in pixels; along the line of sight somebody who lies is about as high as wide
    private static readonly RotateFlags?[] Turns = [null, RotateFlags.Rotate90Clockwise, RotateFlags.Rotate90Counterclockwise];

    public static LyingResult Find(Scene scene, Figure figure, in Box upright)
    {
        var part = Crop.Around(scene.Picture, Joint(upright, figure.Box), Margin);
        var result = new LyingResult();
        foreach (var turn in Turns)
        {
            List<Sighting>? old = null; // searched for only when there is something to compare
            foreach (var sighting in Crop.Search(scene.Search, scene.Picture, part, Floor, turn))
            {
                if (!Fits(sighting.Box, upright, scene.Picture) || IsUnchanged(scene, figure, sighting.Box) || IsSomebodyElse(scene, figure, sighting.Box))
                    continue;
                old ??= ThingsBefore(scene, figure, upright, part, turn);
                if (!old.Exists(thing => thing.Box.Overlap(sighting.Box) > SameThing && thing.Score > sighting.Score - SurerThanThing))
                    result = Take(result, sighting, turn, upright, scene.Picture);
            }
        }
        return result;
    }

    private static LyingResult Take(in LyingResult result, in Sighting sighting, RotateFlags? turn, in Box upright, Mat picture)
    {
        var shape = Shape(sighting.Box, picture);
        if (turn is null && sighting.Box.Height >= SittingShare * upright.Height && shape <= WidestSitting)
            return result with { Sitting = Better(result.Sitting, sighting) };
        return shape >= NarrowestLying && (result.Lying is not { } best || sighting.Score > best.Score) ? result with { Lying = sighting, Turn = turn } : result;
    }

    // The upright person is no thing.
    private static List<Sighting> ThingsBefore(Scene scene, Figure figure, Box upright, Rect part, RotateFlags? turn)
    {
        if (figure.Before.Size() != scene.Picture.Size())
            return [];
        var things = Crop.Search(scene.Search, figure.Before, part, Floor, turn);
        things.RemoveAll(thing => thing.Box.Overlap(upright) > SamePerson);
        return things;
    }

    // Low enough, and about as long as the person is high.
    private static bool Fits(in Box box, in Box upright, Mat picture)
    {
        var length = Math.Max(box.Width * picture.Width, box.Height * picture.Height) / (upright.Height * picture.Height);
        return box.Y >= upright.Y + LowShare * upright.Height && length is >= Shortest and <= Longest;
    }

    private static bool IsUnchanged(Scene scene, Figure figure, in Box box) =>
        figure.Before.Size() == scene.Picture.Size() && PictureChange.Share(figure.Before, scene.Picture, box) < ChangedShare;

    // Somebody who stands or walks there and is followed.
    private static bool IsSomebodyElse(Scene scene, Figure figure, in Box box)
    {
        foreach (var track in scene.Tracks)
        {
            if (track.Id != figure.Track && scene.Sees(track) && Shape(track.Box, scene.Picture) < NarrowestLying && Math.Max(Covered(box, track.Box), Covered(track.Box, box)) > SameThing)
                return true;
        }
        return false;
    }

    // Share of the box that lies inside the other.
    private static float Covered(in Box box, in Box other)
    {
        var width = Math.Min(box.X + box.Width, other.X + other.Width) - Math.Max(box.X, other.X);
        var height = Math.Min(box.Y + box.Height, other.Y + other.Height) - Math.Max(box.Y, other.Y);
        return width <= 0 || height <= 0 ? 0 : width * height / (box.Width * box.Height);
    }

    private static float Shape(in Box box, Mat picture) => box.Width * picture.Width / Math.Max(1e-3f, box.Height * picture.Height);

    private static Sighting Better(Sighting? one, in Sighting other) => one is { } known && known.Score >= other.Score ? known : other;

    private static Box Joint(in Box a, in Box b)
    {
        var (left, top) = (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y));
        return new Box(left, top, Math.Max(a.X + a.Width, b.X + b.Width) - left, Math.Max(a.Y + a.Height, b.Y + b.Height) - top);
    }
}
