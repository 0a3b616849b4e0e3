using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Signals;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Monitoring.Offenders;

/// <summary>Learns from operators' outcomes how often a camera cries wolf, by zone and type, and proposes it for retuning. It never changes what rings.</summary>
internal sealed partial class CameraOutcomesGrain(
    [PersistentState("outcomes", GrainsAssembly.Storage)] IPersistentState<OutcomeState> stored, RoomServices services, IGrainContext context)
    : Grain, ICameraOutcomesGrain
{
    private const int MostLearnt = 64;
    private const int MostSignals = 100;

    private readonly DeviceId _camera = DeviceId.Parse(GrainKeys.IdOf(context.GrainId.Key.ToString()!));
    private readonly ILogger _log = services.Logs.CreateLogger<CameraOutcomesGrain>();

    private OutcomeState State => stored.State;

    private OffenderOptions Options => services.Offenders.Value;

    public async Task Learn(CameraLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        try
        {
            await LearnAsync(lesson);
        }
        catch (Exception failure)
        {
            // Nobody awaits a lesson. What was not learnt is one outcome less in the evidence; nothing that rings depends on it.
            services.Metrics.Failed("lesson");
            LogFailed(_log, failure, lesson.Incident.Value, _camera);
            if (failure is Orleans.Storage.InconsistentStateException) DeactivateOnIdle();
        }
    }

    public async Task Decided(string proposal, bool accepted)
    {
        if (State.Tallies.Find(tally => tally.Proposal == proposal) is not { } tally) return;
        if (accepted) State.Tallies.Remove(tally);
        else (tally.IsOpen, tally.ProposeFrom) = (false, 2 * tally.False);
        // After a decision the next proposal is another one.
        if (accepted) State.Tallies.Add(new Tally { Zone = tally.Zone, Type = tally.Type, Proposals = tally.Proposals + 1 });
        else (tally.Proposals, tally.Proposal) = (tally.Proposals + 1, null);
        await stored.WriteStateAsync();
    }

    private async Task LearnAsync(CameraLesson lesson)
    {
        if (State.Learnt.Contains(lesson.Incident.Value)) return;
        var page = await services.Incidents.SignalsAsync(lesson.Incident, null, MostSignals, CancellationToken.None);
        var findings = page.Items.Where(signal => signal.Device == _camera && IsFinding(signal.Type))
            .GroupBy(signal => (Zone: ZoneOf(signal), signal.Type)).ToList();
        State.Learnt.Add(lesson.Incident.Value);
        if (State.Learnt.Count > MostLearnt) State.Learnt.RemoveAt(0);
        foreach (var finding in findings)
        {
            var tally = OffenderRules.TallyOf(State, finding.Key, lesson.At, Options);
            OffenderRules.Count(tally, lesson, finding.Max(signal => signal.Confidence));
            await ProposeAsync(tally, lesson);
        }
        await stored.WriteStateAsync();
    }

    private async Task ProposeAsync(Tally tally, CameraLesson lesson)
    {
        var list = services.Grains.GetGrain<IOffenderList>(GrainKeys.RepeatOffenders);
        if (tally.IsOpen && OffenderRules.IsCleared(tally, Options))
        {
            await list.Withdraw(tally.Proposal!);
            (tally.IsOpen, tally.Proposals, tally.Proposal) = (false, tally.Proposals + 1, null);
        }
        else if (tally.IsOpen || OffenderRules.IsOffender(tally, Options))
        {
            tally.Proposal ??= OffenderRules.IdOf(_camera, tally);
            tally.IsOpen = true;
            await list.Propose(OffenderRules.Proposal(_camera, lesson.CameraName, tally, services.Clock.GetUtcNow()));
        }
    }

    private static bool IsFinding(string type) => EventTable.Find(type) is { IsInternal: false, Effect: EventEffect.Raise };

    private static string? ZoneOf(Signal signal)
    {
        var data = EventData.Read(signal.DataJson);
        return data.TextOf("zone") ?? data.TextOf("line") ?? data.TextOf("area");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome of incident {Incident} was not learnt for camera {Camera}")]
    private static partial void LogFailed(ILogger logger, Exception failure, string incident, DeviceId camera);
}
