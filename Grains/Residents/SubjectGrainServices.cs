using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>What every subject grain needs; one instance per silo.</summary>
internal sealed class SubjectGrainServices(
    IIncidentLog log, IGrainFactory grains, AttentionRelay room, IOptions<SignalOptions> options, ILogger<SubjectGrainServices> logger)
{
    public IIncidentLog Log { get; } = log;

    public IGrainFactory Grains { get; } = grains;

    /// <summary>The way of sightings to the control room.</summary>
    public AttentionRelay Room { get; } = room;

    public SignalOptions Options { get; } = options.Value;

    public ILogger Logger { get; } = logger;
}
