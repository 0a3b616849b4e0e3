using Microsoft.Extensions.Logging;
using SafetyHub.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

// No line names a person: incident ids only.
internal sealed partial class IncidentGrain
{
    private void LogOpened(IncidentId id, IncidentCategory category, Severity severity, bool isTest) =>
        LogOpened(_services.Logger, id, category, severity, isTest);

    private void LogStep(IncidentId id, int round, int step, StepTarget target) => LogStep(_services.Logger, id, round, step, target);

    private void LogConflict(IncidentId id) => LogConflict(_services.Logger, id);

    private void LogSettlingFailed(Exception exception, IncidentId id) => LogSettlingFailed(_services.Logger, exception, id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Incident {IncidentId} opened: {Category}, {Severity}, test {IsTest}")]
    private static partial void LogOpened(ILogger logger, IncidentId incidentId, IncidentCategory category, Severity severity, bool isTest);

    [LoggerMessage(Level = LogLevel.Information, Message = "Incident {IncidentId} round {Round}: step {Step} alerts {Target}")]
    private static partial void LogStep(ILogger logger, IncidentId incidentId, int round, int step, StepTarget target);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Incident {IncidentId} was changed by another activation; this one gives way")]
    private static partial void LogConflict(ILogger logger, IncidentId incidentId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Deadlines of incident {IncidentId} could not be settled; tried again in seconds")]
    private static partial void LogSettlingFailed(ILogger logger, Exception exception, IncidentId incidentId);
}
