using System.Text.Json;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>
/// What the room reads by itself: the cameras of the registry, and the incident log behind what it was told. At the start everything open, then what
/// changed since; a message that was lost is made good within <see cref="IncidentsEvery"/>.
/// </summary>
internal sealed class RoomReader(RoomServices services)
{
    private const int PageSize = 500;
    private const int MostOpen = 5_000;
    private const int PlacesAnewEvery = 10;
    private static readonly TimeSpan IncidentsEvery = TimeSpan.FromSeconds(5);

    private DateTimeOffset _camerasAt, _incidentsAt;
    private int _rounds;
    private bool _reading, _started;
    private long _before;

    /// <summary>Change number up to which the log was read.</summary>
    public long Watermark { get; set; }

    public bool CamerasDue(DateTimeOffset now) => now - _camerasAt >= services.Room.Value.CamerasEvery;

    public bool IncidentsDue(DateTimeOffset now) => !_reading && now - _incidentsAt >= IncidentsEvery;

    /// <summary>Notes that the cameras are being read; true when the places' records are to be read anew.</summary>
    public bool BeginCameras(DateTimeOffset now)
    {
        _camerasAt = now;
        return _rounds++ % PlacesAnewEvery == 0;
    }

    public async Task<IReadOnlyList<IncidentSnapshot>> ReadIncidentsAsync(DateTimeOffset now)
    {
        (_reading, _incidentsAt) = (true, now);
        try
        {
            var first = _started ? [] : await OpenAsync();
            var changed = await ChangedAsync();
            _started = true;
            return first.Count == 0 ? changed : [.. first, .. changed];
        }
        finally
        {
            _reading = false;
        }
    }

    private async Task<List<IncidentSnapshot>> OpenAsync()
    {
        // The number first, so that nothing falls between the list and the changes after it.
        if (Watermark == 0) Watermark = await services.Incidents.LastChangeAsync(CancellationToken.None);
        _before = Watermark;
        var open = new List<IncidentSnapshot>();
        var filter = new IncidentFilter(IncidentStatusFilter.Open, null, null, null, null, PageSize, null);
        while (open.Count < MostOpen)
        {
            var page = await services.Incidents.ListAsync(filter, CancellationToken.None);
            open.AddRange(page.Items);
            if (page.Next is null) break;
            filter = filter with { After = page.Next };
        }
        return open;
    }

    /// <summary>From the watermark of the look before: two transactions may commit out of the order of their numbers, and what is read twice changes nothing.</summary>
    private async Task<IReadOnlyList<IncidentSnapshot>> ChangedAsync()
    {
        var from = Math.Min(_before, Watermark);
        var changed = await services.Incidents.ChangedSinceAsync(from, PageSize, CancellationToken.None);
        _before = changed.Count == PageSize ? changed[^1].Change : Watermark;
        if (changed.Count > 0) Watermark = Math.Max(Watermark, changed[^1].Change);
        return changed;
    }

    /// <summary>True when the registry says something else than the book.</summary>
    public static bool Differ(RoomBook book, IReadOnlyList<RoomCamera> cameras) =>
        cameras.Count != book.Cameras.Count || cameras.Any(camera => book.Cameras.GetValueOrDefault(camera.Id)?.Camera != camera);

    /// <summary>States are compared as they would be stored.</summary>
    public static bool SameText(RoomState left, RoomState right) =>
        JsonSerializer.SerializeToUtf8Bytes(left).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(right));
}
