using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Places;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>Reads the room's cameras from the registry, with the records of the places they watch. Holds at most <see cref="MostCameras"/>.</summary>
internal sealed partial class CameraCatalog(IDeviceRegistry registry, IGrainFactory grains, RoomMetrics metrics, ILogger<CameraCatalog> logger)
{
    /// <summary>More cameras than this are left out of the walls, loudly; their incidents ring all the same.</summary>
    public const int MostCameras = 20_000;

    private const int PageSize = 1_000;
    private const int PlacesAtOnce = 16;

    private readonly Dictionary<SubjectRef, PlaceProfile?> _places = [];

    /// <summary>The cameras now. <paramref name="anew"/> also reads the records of places that are known already.</summary>
    public async Task<IReadOnlyList<RoomCamera>> ReadAsync(bool anew)
    {
        var registrations = await RegistrationsAsync();
        var places = registrations.Select(registration => registration.Subject).OfType<SubjectRef>().Where(subject => subject.Kind == SubjectKind.Place).Distinct().ToList();
        foreach (var gone in _places.Keys.Except(places).ToList()) _places.Remove(gone);
        foreach (var some in places.Where(place => anew || !_places.ContainsKey(place)).Chunk(PlacesAtOnce)) await Task.WhenAll(some.Select(ReadPlaceAsync));
        return registrations.ConvertAll(CameraOf);
    }

    private async Task<List<DeviceRegistration>> RegistrationsAsync()
    {
        var all = new List<DeviceRegistration>();
        string? after = null;
        while (true)
        {
            var page = await registry.ListAsync(DeviceKind.Camera, after, PageSize, CancellationToken.None);
            all.AddRange(page);
            if (page.Count < PageSize) return all;
            if (all.Count >= MostCameras)
            {
                metrics.Failed("too-many-cameras");
                LogTooMany(MostCameras);
                return all;
            }
            after = page[^1].Id.Value;
        }
    }

    private async Task ReadPlaceAsync(SubjectRef place)
    {
        try
        {
            _places[place] = await grains.GetGrain<IPlaceGrain>(GrainKeys.Subject(place)).Get();
        }
        catch (Exception failure)
        {
            // One place that cannot be read costs its cameras their spot on the map until the next time, and nothing else.
            metrics.Failed("place");
            LogPlaceFailed(failure, place);
        }
    }

    private RoomCamera CameraOf(DeviceRegistration registration)
    {
        var place = registration.Subject is { Kind: SubjectKind.Place } subject ? subject : (SubjectRef?)null;
        var profile = place is { } known ? _places.GetValueOrDefault(known) : null;
        return new RoomCamera(registration.Id, registration.Name, registration.Subject, profile?.Name, profile?.District ?? "", profile?.Position);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record of {Place} could not be read; its cameras have no spot on the map until the next time")]
    private partial void LogPlaceFailed(Exception failure, SubjectRef place);

    [LoggerMessage(Level = LogLevel.Error, Message = "The registry has more than {Most} cameras; the rest are on no wall")]
    private partial void LogTooMany(int most);
}
