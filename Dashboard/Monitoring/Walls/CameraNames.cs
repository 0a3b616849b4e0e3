using SafetyHub.Devices;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>Names of the cameras that a wall mentions without showing them: pinned ones without a tile, dismissed ones. At most 200; an id stands for itself beyond.</summary>
internal sealed class CameraNames(IDeviceRegistry registry)
{
    private const int Most = 200;
    private readonly Dictionary<DeviceId, string> _names = [];

    public string Of(DeviceId camera) => _names.GetValueOrDefault(camera) ?? camera.Value;

    /// <summary>Learns the names of this view and forgets those it no longer mentions.</summary>
    public async Task LearnAsync(WallView wall, CancellationToken cancel)
    {
        foreach (var tile in wall.Tiles) _names[tile.Camera] = tile.Name;
        var mentioned = wall.Tiles.Select(tile => tile.Camera).Concat(wall.Pins.Select(pin => pin.Camera)).Concat(wall.Dismissals.Select(away => away.Camera)).Take(Most).ToHashSet();
        foreach (var camera in mentioned.Where(camera => !_names.ContainsKey(camera)))
        {
            if (await registry.FindAsync(camera, cancel) is { } known) _names[camera] = known.Name;
        }
        if (_names.Count <= Most) return;
        foreach (var camera in _names.Keys.Where(camera => !mentioned.Contains(camera)).ToList()) _names.Remove(camera);
    }
}
