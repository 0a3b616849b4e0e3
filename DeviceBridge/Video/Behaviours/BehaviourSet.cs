using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>A finding with what its camera's setting says about it.</summary>
internal readonly record struct RatedFinding(string Type, Severity? Severity, Finding Finding)
{
    /// <summary>True when the behaviour only guesses.</summary>
    public bool IsHint { get; init; }
}

/// <summary>All behaviours of one camera. Follows its watch while running; one thread at a time.</summary>
internal sealed class BehaviourSet(string cameraId, VideoMetrics metrics, ILogger logger) : IDisposable
{
    private readonly List<Finding> _findings = [];
    private List<WatchedBehaviour> _behaviours = [];
    private CameraWatch? _watch;

    /// <summary>What of the watch cannot be done here, in English; the rest is done.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>What of a watch this bridge cannot do; empty when all is well.</summary>
    public static IReadOnlyList<string> FaultsOf(CameraWatch watch) => Build(watch).Faults;

    /// <summary>Takes over a changed watch. A behaviour whose options stay keeps what it remembers.</summary>
    public void Follow(CameraWatch watch)
    {
        if (ReferenceEquals(watch, _watch))
            return;
        var (next, faults) = Build(watch);
        foreach (var behaviour in next)
            _behaviours.Find(old => old.CanFollow(behaviour.Setting))?.HandTo(behaviour);
        foreach (var old in _behaviours)
            old.Dispose();
        (_behaviours, _watch, Faults) = (next, watch, faults);
        foreach (var fault in faults)
            logger.LogWarning("Camera {Camera} is not watched as wished: {Fault}", cameraId, fault);
    }

    /// <summary>Adds what was recognised in this frame.</summary>
    public void Observe(Scene scene, List<RatedFinding> found)
    {
        foreach (var behaviour in _behaviours)
        {
            _findings.Clear();
            try
            {
                behaviour.Observe(scene, _findings);
            }
            catch (Exception failure) // edge of the plug-in: one behaviour's trouble must not stop the others; it starts anew with the next frame
            {
                behaviour.Dispose();
                metrics.Failed("behaviour");
                logger.LogError(failure, "Camera {Camera}: the behaviour {Behaviour} failed on a frame and forgot what it knew.", cameraId, behaviour.Setting.Type);
            }
            foreach (var finding in _findings)
                found.Add(new RatedFinding(TypeOf(behaviour, finding), behaviour.Setting.Severity, finding) { IsHint = behaviour.IsHint });
        }
    }

    public void Dispose()
    {
        foreach (var behaviour in _behaviours)
            behaviour.Dispose();
    }

    private static string TypeOf(WatchedBehaviour behaviour, Finding finding) => finding.Ends ? behaviour.Setting.Type + ".ended" : behaviour.Setting.Type;

    private static (List<WatchedBehaviour> Behaviours, List<string> Faults) Build(CameraWatch watch)
    {
        Zone[] zones = [.. watch.Zones.Select(zone => new Zone(zone.Name, zone.Polygon))];
        Line[] lines = [.. watch.Lines.Select(line => new Line(line.Name, line.From, line.To))];
        var (behaviours, faults) = (new List<WatchedBehaviour>(), new List<string>());
        foreach (var setting in watch.Behaviours)
        {
            var (behaviour, wrong) = WatchedBehaviour.From(setting, zones, lines);
            if (behaviour is not null)
                behaviours.Add(behaviour);
            faults.AddRange(wrong);
        }
        return (behaviours, faults);
    }
}
