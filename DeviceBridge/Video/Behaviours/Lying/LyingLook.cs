using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours.Fall;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>
/// Finds everybody in a picture who lies across it: what a search of the picture turned by a quarter finds more surely than the search of the picture
/// as it is, or what that finds wider than high. Who lies along the line of sight looks as high as wide and is not told from somebody who sits.
/// </summary>
internal static class LyingLook
{
    private const float Narrowest = 1.1f; // width over height in pixels, seen lying in the turned picture
    private const float NarrowestUpright = 1.4f; // and in the picture as it is
    private const float SurerBy = 0.05f;
    private const float SamePlace = 0.3f;
    private static readonly RotateFlags[] Turns = [RotateFlags.Rotate90Clockwise, RotateFlags.Rotate90Counterclockwise];

    public static List<LyingSight> Find(Scene scene)
    {
        var whole = new Rect(0, 0, scene.Picture.Width, scene.Picture.Height);
        var upright = scene.Tracks.Where(scene.Sees).Select(track => new Sighting(track.Box, track.Score)).ToList();
        var found = upright.Where(person => Shape(person.Box, scene.Picture) >= NarrowestUpright).Select(person => new LyingSight(person.Box, person.Score, null)).ToList();
        foreach (var turn in Turns)
        {
            found.AddRange(Crop.Search(scene.Search, scene.Picture, whole, scene.Search.Threshold, turn)
                .Where(sighting => Shape(sighting.Box, scene.Picture) >= Narrowest && !upright.Exists(person => person.Box.Overlap(sighting.Box) > SamePlace && person.Score + SurerBy > sighting.Score))
                .Select(sighting => new LyingSight(sighting.Box, sighting.Score, turn)));
        }
        return Distinct(found);
    }

    private static List<LyingSight> Distinct(List<LyingSight> found)
    {
        var kept = new List<LyingSight>();
        foreach (var sight in found.OrderByDescending(sight => sight.Score))
        {
            if (!kept.Exists(other => other.Box.Overlap(sight.Box) > SamePlace))
                kept.Add(sight);
        }
        return kept;
    }

    private static float Shape(in Box box, Mat picture) => box.Width * picture.Width / Math.Max(1e-3f, box.Height * picture.Height);
}
