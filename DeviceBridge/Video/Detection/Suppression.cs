namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>Keeps the best of boxes that overlap (greedy non-maximum suppression), in place.</summary>
internal static class Suppression
{
    public static void KeepBest(List<Sighting> found, float overlap)
    {
        found.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
        {
            var beaten = false;
            for (var k = 0; k < kept && !beaten; k++)
                beaten = found[i].Box.Overlap(found[k].Box) > overlap;
            if (!beaten)
                found[kept++] = found[i];
        }
        found.RemoveRange(kept, found.Count - kept);
    }
}
