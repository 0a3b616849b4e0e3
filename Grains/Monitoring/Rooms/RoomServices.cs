using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Offenders;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>What room, walls and the list of offenders work with; one instance per silo.</summary>
internal sealed record RoomServices(
    IGrainFactory Grains,
    IIncidentQueries Incidents,
    IDeviceRegistry Registry,
    TimeProvider Clock,
    IOptions<RoomOptions> Room,
    IOptions<WallOptions> Walls,
    IOptions<OffenderOptions> Offenders,
    RoomMetrics Metrics,
    ILoggerFactory Logs);
