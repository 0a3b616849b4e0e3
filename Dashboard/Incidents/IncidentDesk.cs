using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Access;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>Carries out what a person does to an incident, for the control room and the caseworkers' pages alike.</summary>
internal sealed class IncidentDesk(IGrainFactory grains, IAuditLog audit, TimeProvider time, ILogger<IncidentDesk> log)
{
    /// <summary>The incident's own log is the record of the act, so help is never held up by the audit: a failure there is shouted, not thrown.</summary>
    public async Task<CommandResult> ExecuteAsync(IncidentId id, IncidentCommand command, CancellationToken cancel)
    {
        var result = await grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(id)).Execute(command);
        var detail = result.Refusal == RefusalReason.None ? null : "refused: " + result.Refusal;
        try
        {
            await AuditAsync(command.Actor, "incident." + JsonNamingPolicy.KebabCaseLower.ConvertName(command.GetType().Name), "incident/" + id, detail, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            log.LogError(error, "The audit log did not take {Command} on {Incident}; the incident's own log has it", command.GetType().Name, id);
        }
        return result;
    }

    /// <summary>Looking at a person's record is a privacy-touching act: it fails when it cannot be audited.</summary>
    public Task AuditViewAsync(ClaimsPrincipal person, string action, string target, CancellationToken cancel) =>
        AuditAsync(person.Actor(), action, target, null, cancel);

    private Task AuditAsync(string actor, string action, string target, string? detail, CancellationToken cancel) =>
        audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), actor, action, target, detail), cancel);
}
