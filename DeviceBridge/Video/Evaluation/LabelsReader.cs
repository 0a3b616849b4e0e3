using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>Checks a folder's labels as a whole: every fault is found before the first clip runs.</summary>
internal sealed class LabelsReader(ClipProbe probe)
{
    private const double LongestWindow = 600;
    private readonly List<string> _faults = [];

    /// <exception cref="LabelsException">At least one fault.</exception>
    public async Task<EvaluationLabels> ReadAsync(string labelsPath, string folder, CancellationToken cancellation)
    {
        var document = LabelsDocument.Read(labelsPath);
        var window = Window(document.Window);
        var clips = new List<LabelledClip>();
        if (document.Clips is not { Count: > 0 })
            _faults.Add("'clips' is missing or empty.");
        for (var i = 0; i < (document.Clips?.Count ?? 0); i++)
        {
            if (await ClipAsync(document.Clips![i], $"clips[{i}]", folder, cancellation) is { } clip)
                clips.Add(clip);
        }
        return _faults.Count == 0 ? new EvaluationLabels(window, clips) : throw new LabelsException(_faults);
    }

    private AlarmWindow Window(WindowDocument? window)
    {
        var (before, after) = (window?.Before ?? AlarmWindow.Kisa.Before.TotalSeconds, window?.After ?? AlarmWindow.Kisa.After.TotalSeconds);
        if (before is >= 0 and <= LongestWindow && after is >= 0 and <= LongestWindow)
            return new AlarmWindow(TimeSpan.FromSeconds(before), TimeSpan.FromSeconds(after));
        _faults.Add($"'window' has 0 to {LongestWindow} seconds before and after.");
        return AlarmWindow.Kisa;
    }

    private async Task<LabelledClip?> ClipAsync(ClipDocument? clip, string at, string folder, CancellationToken cancellation)
    {
        if (clip is null || string.IsNullOrWhiteSpace(clip.File))
        {
            _faults.Add($"{at}: 'file' is missing.");
            return null;
        }
        at = $"{at} ({clip.File})";
        var path = Path.GetFullPath(clip.File, folder);
        var facts = await FactsAsync(path, at, cancellation);
        var watch = Watch(clip, at);
        var events = Events(clip, facts, at);
        var truth = facts is null || clip.Boxes is null ? null : Truth(Path.GetFullPath(clip.Boxes, folder), facts, at);
        return facts is null ? null : new LabelledClip(clip.File, path, facts, watch, events, truth);
    }

    private async Task<ClipFacts?> FactsAsync(string path, string at, CancellationToken cancellation)
    {
        try
        {
            return await probe.MeasureAsync(path, cancellation);
        }
        catch (SourceException fault)
        {
            _faults.Add($"{at}: {fault.Message}");
            return null;
        }
    }

    private CameraWatch Watch(ClipDocument clip, string at)
    {
        var zones = (clip.Zones ?? []).Select((zone, i) => Zone(zone, $"{at} zones[{i}]")).OfType<CameraZone>().ToList();
        var lines = (clip.Lines ?? []).Select((line, i) => Line(line, $"{at} lines[{i}]")).OfType<CameraLine>().ToList();
        if (zones.Select(zone => zone.Name).Concat(lines.Select(line => line.Name)).GroupBy(name => name).Any(name => name.Count() > 1))
            _faults.Add($"{at}: zones and lines need a name of their own each.");
        // What happens in the clip is looked for, whether it was listed or not: else it could only be missed.
        var wanted = (clip.Behaviours ?? []).Concat((clip.Events ?? []).Select(happening => happening?.Type)).Distinct().ToList();
        foreach (var type in wanted.Where(type => type is null || BehaviourKinds.Find(type) is null))
            _faults.Add($"{at}: '{type}' is no behaviour; there are {string.Join(", ", BehaviourKinds.All.Select(kind => kind.Type).Order(StringComparer.Ordinal))}.");
        var watch = new CameraWatch(zones, lines, [.. wanted.OfType<string>().Where(type => BehaviourKinds.Find(type) is not null).Select(type => new BehaviourSetting(type, [], null, [], null))], []);
        if (_faults.Count == 0)
            _faults.AddRange(BehaviourSet.FaultsOf(watch).Select(fault => $"{at}: {fault}."));
        return watch;
    }

    private CameraZone? Zone(ZoneDocument? zone, string at)
    {
        if (zone?.Polygon is not { } polygon || string.IsNullOrWhiteSpace(zone.Name) || polygon.Any(point => point is not { Count: 2 }))
        {
            _faults.Add($"{at}: a zone has a 'name' and a 'polygon' of points [x, y].");
            return null;
        }
        List<ZonePoint> points = [.. polygon.Select(point => new ZonePoint(point![0], point[1]))];
        if (ZonePolygon.Fault(points) is { } fault)
        {
            _faults.Add($"{at}: the polygon {fault}.");
            return null;
        }
        return new CameraZone(zone.Name, points);
    }

    private CameraLine? Line(LineDocument? line, string at)
    {
        if (line is { From: [>= 0 and <= 1, >= 0 and <= 1] from, To: [>= 0 and <= 1, >= 0 and <= 1] to } && !string.IsNullOrWhiteSpace(line.Name) && !from.SequenceEqual(to))
            return new CameraLine(line.Name, new ZonePoint(from[0], from[1]), new ZonePoint(to[0], to[1]));
        _faults.Add($"{at}: a line has a 'name' and two different points 'from' and 'to', [x, y] between 0 and 1.");
        return null;
    }

    private List<LabelledEvent> Events(ClipDocument clip, ClipFacts? facts, string at)
    {
        var events = new List<LabelledEvent>();
        for (var i = 0; i < (clip.Events?.Count ?? 0); i++)
        {
            if (clip.Events![i] is not { Type: { } type, From: { } from, To: { } to } || !(from >= 0 && to >= from && to < 1e6))
                _faults.Add($"{at} events[{i}]: an event has a 'type' and seconds 'from' and 'to', not before 0 and in this order.");
            else if (facts is not null && from > facts.Duration.TotalSeconds)
                _faults.Add($"{at} events[{i}]: it begins at {from} s, the clip ends at {facts.Duration.TotalSeconds:0.##} s.");
            else
                events.Add(new LabelledEvent(type, TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to)));
        }
        return [.. events.OrderBy(happening => happening.From)];
    }

    private MotTruth? Truth(string path, ClipFacts facts, string at)
    {
        try
        {
            return MotTruth.Read(path, facts.Size);
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            _faults.Add($"{at} boxes: {fault.Message}");
            return null;
        }
    }
}
