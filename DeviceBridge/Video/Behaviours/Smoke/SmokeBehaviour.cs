using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Smoke;

/// <summary>
/// A cloud that grew (did not appear at once), takes the contrast of what lies behind it, brings no colour and no edges, and keeps moving
/// inside, for some seconds. It is a hint: steam, dust, fog and exhaust look the same.
/// </summary>
internal sealed class SmokeBehaviour(SmokeOptions options) : IBehaviour, IDisposable
{
    private const double EverythingChanged = 0.7;
    private const double MostSharp = 0.25;
    private const double UnrestAboveUsual = 1.6;
    private const double LeastUnrest = 0.5; // grey levels from one look to the next
    private const double LargestJump = 0.5; // of the largest size so far, in one look
    private const double Kept = 0.4; // smoke does not shrink to less of its largest size and is still the same
    private const double HighestConfidence = 0.6; // it stays a hint
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);
    private readonly SmokeGrid _grid = new();
    private readonly List<Box> _people = [];
    private DateTimeOffset? _last;
    private DateTimeOffset _settledAt;
    private DateTimeOffset? _reported;
    private TimeSpan _held;
    private int _largest;
    private int _before;
    private int _jump;
    private int _start;

    public void Observe(Scene scene, List<Finding> findings)
    {
        var passed = scene.At - (_last ?? scene.At);
        if (_last is null || passed < TimeSpan.Zero || passed > LongestStep)
            (passed, _settledAt) = (TimeSpan.Zero, scene.At + Settling);
        _last = scene.At;
        _people.Clear();
        foreach (var track in scene.Tracks)
            _people.Add(track.Box);
        _grid.Observe(scene.Picture, passed.TotalSeconds, _people);
        if (scene.At < _settledAt || _grid.ChangedShare > EverythingChanged)
        {
            // The light, the focus or the camera changed; a room full of smoke was reported while it filled.
            if (_grid.ChangedShare > EverythingChanged)
                _grid.Begin();
            Forget();
            return;
        }
        if (Judge(scene, passed) is { } finding)
            findings.Add(finding);
    }

    public void Dispose() => _grid.Dispose();

    private Finding? Judge(Scene scene, TimeSpan passed)
    {
        var cloud = _grid.LargestCloud() ?? default;
        Follow(cloud.Cells);
        var smoky = cloud.Cells >= Math.Max(2, options.SmallestArea * _grid.Cells)
            && cloud.Sharp <= MostSharp
            && cloud.Unrest >= Math.Max(LeastUnrest, UnrestAboveUsual * _grid.UsualUnrest)
            && _jump <= Math.Max(2, LargestJump * _largest)
            && _largest >= 2 * _start;
        _held += smoky ? passed : -passed;
        if (_held < TimeSpan.Zero)
            _held = TimeSpan.Zero;
        if (!smoky || _held < options.Hold || (_reported is { } last && scene.At >= last && scene.At - last < options.Rearm))
            return null;
        if (scene.Zones.FirstOrDefault(zone => zone.Contains(cloud.Box.X + cloud.Box.Width / 2, cloud.Box.Y + cloud.Box.Height / 2)) is not { } zone)
            return null;
        _reported = scene.At;
        return Describe(cloud, zone);
    }

    private void Follow(int cells)
    {
        if (cells < Kept * _largest)
            (_held, _largest, _jump, _before, _start) = (TimeSpan.Zero, cells, 0, cells, cells);
        _jump = Math.Max(_jump, cells - _before);
        _largest = Math.Max(_largest, cells);
        _before = cells;
    }

    private void Forget() => (_held, _largest, _before, _jump, _start) = (TimeSpan.Zero, 0, 0, 0, 0);

    private Finding Describe(in Cloud cloud, Zone zone) => new(cloud.Box, Math.Min(HighestConfidence, 0.3 + 0.3 * cloud.Blurred),
    [
        new ObservationReason(ObservationReason.CloudShare, Math.Round((double)cloud.Cells / _grid.Cells, 3)),
        new ObservationReason(ObservationReason.BlurredShare, Math.Round(cloud.Blurred, 2)),
        new ObservationReason(ObservationReason.SecondsSeen, Math.Round(_held.TotalSeconds, 1)),
    ])
    {
        Zone = zone,
    };
}
