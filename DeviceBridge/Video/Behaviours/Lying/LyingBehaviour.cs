using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours.Fall;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Posture;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>
/// Somebody who lies at the same place for ten seconds (by default) inside a zone and not on a bed, whether or not the fall was seen. Source: KISA's
/// "collapse" asks for the moment of the fall, which the behaviour <c>fall</c> is for; this one is our own definition. What looked like somebody
/// from the first look on and never moved may be furniture: it needs the posture model's word.
/// </summary>
internal sealed class LyingBehaviour(LyingOptions options) : IBehaviour, IDisposable
{
    private const int MostSleepers = 16;
    private const int LooksUntilGone = 3;
    private const float SamePlace = 0.3f;
    private const float PostureMargin = 1.25f;
    private static readonly TimeSpan IdleLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RememberThings = TimeSpan.FromMinutes(10);
    private readonly RestingPlaces _places = new(options.Beds);
    private readonly List<Sleeper> _sleepers = [];
    private Mat? _before;
    private DateTimeOffset? _lastLook;
    private DateTimeOffset? _lastSign;

    public void Observe(Scene scene, List<Finding> findings)
    {
        if (scene.Tracks.Count > 0 || (!scene.Motion.Empty() && Cv2.CountNonZero(scene.Motion) > 0))
            _lastSign = scene.At;
        if (!IsDue(scene.At))
            return;
        Look(scene);
        foreach (var sleeper in _sleepers)
        {
            if (IsRipe(sleeper, scene.At) && _places.ZoneOf(scene, sleeper.Box) is { } zone)
                Judge(scene, sleeper, zone, findings);
        }
    }

    public void Dispose()
    {
        Drop(static _ => true);
        _before?.Dispose();
        _before = null;
    }

    // A clock that was set back makes a look due.
    private bool IsDue(DateTimeOffset at)
    {
        var busy = _sleepers.Exists(sleeper => sleeper.Arrived) || (_lastSign is { } sign && at - sign < IdleLook);
        return _lastLook is not { } last || at < last || at - last >= (busy ? options.LookEvery : IdleLook);
    }

    private void Look(Scene scene)
    {
        var now = SmallPicture.Of(scene.Picture);
        if (_before is not null && SmallPicture.IsOtherLight(_before, now))
            Dispose(); // nothing can be compared any more
        var found = LyingLook.Find(scene);
        foreach (var sleeper in _sleepers)
        {
            var match = found.FindIndex(sight => sight.Box.Overlap(sleeper.Box) >= SamePlace);
            if (match < 0)
            {
                sleeper.Miss();
                continue;
            }
            sleeper.See(found[match], scene.At, now);
            found.RemoveAt(match);
        }
        Drop(sleeper => IsGone(sleeper, scene.At));
        foreach (var sight in found.Take(MostSleepers - _sleepers.Count)) // beyond that nobody new is looked at until one is gone
            _sleepers.Add(new Sleeper(sight, scene.At, now, _before is not null && SmallPicture.Differ(_before, now, sight.Box)));
        _before?.Dispose();
        _before = now;
        _lastLook = scene.At;
    }

    private void Drop(Predicate<Sleeper> which)
    {
        foreach (var sleeper in _sleepers.Where(sleeper => which(sleeper)))
            sleeper.Dispose();
        _sleepers.RemoveAll(which);
    }

    private bool IsGone(Sleeper sleeper, DateTimeOffset at) =>
        at < sleeper.LastSeen || at - sleeper.LastSeen > (sleeper.Arrived ? LooksUntilGone * options.LookEvery : RememberThings);

    private bool IsRipe(Sleeper sleeper, DateTimeOffset at) =>
        sleeper.LastSeen == at && at - sleeper.Since >= options.StillFor && (sleeper.ReportedAt is not { } reported || at - reported >= options.Rearm);

    private void Judge(Scene scene, Sleeper sleeper, Zone zone, List<Finding> findings)
    {
        var pose = scene.Posture.Read(scene.Picture, Crop.Around(scene.Picture, sleeper.Box, PostureMargin), sleeper.Turn);
        var confidence = LyingEvidence.Weigh(sleeper, pose);
        if (confidence < options.LowestConfidence)
            return; // with the next look the posture may be clearer
        sleeper.ReportedAt = scene.At;
        findings.Add(new Finding(sleeper.Box, confidence, LyingEvidence.Reasons(sleeper, pose, scene.At)) { Zone = zone });
    }
}
