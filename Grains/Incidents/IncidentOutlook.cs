using Microsoft.Extensions.Logging;
using SafetyHub.Grains.Escalation;

namespace SafetyHub.Grains.Incidents;

/// <summary>Asks others on behalf of an incident, for a bounded time; when they do not answer, the incident goes on without them.</summary>
internal sealed partial class IncidentOutlook(IncidentServices services)
{
    private bool _asking;

    /// <summary>The answer about the person's device, once there is one.</summary>
    public VoiceChosen? Voice { get; private set; }

    /// <summary>Who is on duty at this instant.</summary>
    public async Task<DutyAnswer> AskDutyAsync(IncidentState state)
    {
        try
        {
            var now = services.Clock.GetUtcNow();
            var onDuty = await services.Responders.OnDutyAsync(state.Subject.District, now).WaitAsync(services.Options.Value.DutyTimeout, services.Clock);
            return new DutyAnswer([.. onDuty.Take(DutyAnswer.MaxCaseworkers)], Reached: true);
        }
        catch (Exception e)
        {
            // Whatever keeps the duty order away must not keep the alert away: the step goes to the supervisor, and says why.
            services.Metrics.LookupFailed("duty");
            LogDutyFailed(services.Logger, e, state.Id.Value);
            return new DutyAnswer([], Reached: false);
        }
    }

    /// <summary>
    /// Finds the device that tells the person that help is coming, beside the calls: the resident waits for this incident at that
    /// moment, so the incident must not wait for the resident.
    /// </summary>
    public async Task AskVoiceAsync(IncidentState state, Action answered)
    {
        if (_asking || Voice is not null) return;
        _asking = true;
        var voice = ResponderVoice.OfReporter(state.ReporterKind, state.Reporter);
        try
        {
            voice = await services.Responders.VoiceAsync(state.Subject.Subject, state.ReporterKind, state.Reporter)
                .WaitAsync(services.Options.Value.DutyTimeout, services.Clock);
        }
        catch (Exception e)
        {
            // Edge of a task that nobody awaits: the reporting device speaks if it can.
            services.Metrics.LookupFailed("voice");
            LogVoiceFailed(services.Logger, e, state.Id.Value);
        }
        _asking = false;
        Voice = new VoiceChosen(voice.Device, voice.Language);
        answered();
    }

    /// <summary>The word is given; a later question starts anew.</summary>
    public void ForgetVoice() => Voice = null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The duty order did not answer for incident {IncidentId}; the supervisor is alerted instead")]
    private static partial void LogDutyFailed(ILogger logger, Exception exception, string incidentId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The subject of incident {IncidentId} did not say which device speaks; the reporting device is used if it can")]
    private static partial void LogVoiceFailed(ILogger logger, Exception exception, string incidentId);
}
