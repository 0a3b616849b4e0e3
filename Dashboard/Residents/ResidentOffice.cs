using SafetyHub.Audit;
using SafetyHub.Dashboard.Api;
using SafetyHub.Devices;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Residents;

/// <summary>Carries out changes of residents' records for pages and API: audited first, then done by the resident's grain, then what belongs to it.</summary>
internal sealed class ResidentOffice(IGrainFactory grains, IAuditLog audit, IDeviceRegistry registry, DeviceRegistrar registrar, TimeProvider time)
{
    public async Task<ResidentChange> ExecuteAsync(string id, ResidentCommand command, CancellationToken cancel)
    {
        await audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), command.Actor, Action(command), "resident/" + id, Detail(command)), cancel);
        var change = await Grain(id).Change(command);
        if (command is MergeInto merge && change.Sheet?.MergedInto == merge.Into) await MoveDevicesAsync(change.Sheet, merge.Into, cancel);
        return change;
    }

    /// <summary>Has somebody look although the hub decided otherwise; false when there is no such decision any more.</summary>
    public async Task<bool> LookAnywayAsync(string id, string decision, string actor, CancellationToken cancel)
    {
        await audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), actor, "resident.look-anyway", "resident/" + id, decision), cancel);
        return await Grain(id).LookAnyway(decision, actor);
    }

    /// <summary>
    /// The other record learns of its alias, and the devices are registered with it. Until then their signals go the way of the alias; merging once more repairs
    /// what a crash left half done.
    /// </summary>
    private async Task MoveDevicesAsync(ResidentSheet alias, string into, CancellationToken cancel)
    {
        await Grain(into).Refresh();
        var home = new SubjectRef(SubjectKind.Resident, into);
        foreach (var device in alias.Devices)
        {
            if (await registry.FindAsync(device.Id, cancel) is { } known && known.Subject?.Id == alias.Id) await registrar.SaveAsync(known.Id, known.Kind, known.Name, home, cancel);
        }
    }

    private IResidentGrain Grain(string id) => grains.GetGrain<IResidentGrain>(GrainKeys.Subject(new SubjectRef(SubjectKind.Resident, id)));

    private static string Action(ResidentCommand command) => command switch
    {
        SaveProfile { Reason: not null } => "resident.correct",
        SaveProfile => "resident.save",
        SetStatus => "resident.status",
        SetConsent => "resident.consent",
        MergeInto => "resident.merge",
        EraseRecord => "resident.erase",
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "Unknown change"),
    };

    /// <summary>Codes only: words may name somebody and belong into the encrypted history.</summary>
    private static string? Detail(ResidentCommand command) => command switch
    {
        SetStatus status => Input.Kebab(status.Status),
        SetConsent consent => $"{Input.Kebab(consent.Purpose)}: {(consent.Given ? "given" : "withdrawn")}",
        MergeInto merge => "into " + merge.Into,
        _ => null,
    };
}
