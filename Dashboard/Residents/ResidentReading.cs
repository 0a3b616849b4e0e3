using System.Globalization;
using SafetyHub.Audit;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Residents;

/// <summary>
/// Reads residents' records for people and programs. Every look is in the audit before anything is shown; a look that cannot be audited fails. Whether the reader
/// may look is for the page or the call to say.
/// </summary>
internal sealed class ResidentReading(IGrainFactory grains, IResidentDirectory directory, IAuditLog audit, IAccessLog access, IIncidentQueries incidents, TimeProvider time)
{
    /// <summary>The whole sheet; of the record that an alias was merged into. Null when there is none.</summary>
    public async Task<ResidentSheet?> SheetAsync(string actor, string id, string? purpose, CancellationToken cancel)
    {
        var sheet = await Grain(id).Sheet();
        if (sheet is null) return null;
        await NoteAsync(actor, "resident.view", sheet.Id, Purpose(purpose) + (sheet.Id == id ? "" : $"; asked for as {id}"), cancel);
        return sheet;
    }

    /// <summary>What a responder needs at the door.</summary>
    public async Task<ResidentSheet?> ForIncidentAsync(string actor, SubjectRef subject, CancellationToken cancel) =>
        subject.Kind == SubjectKind.Resident ? await SheetAsync(actor, subject.Id, "incident", cancel) : null;

    public async Task<ResidentPage> ListAsync(string actor, ResidentFilter filter, CancellationToken cancel)
    {
        // The audit says that a name was searched, not which.
        var detail = string.Create(CultureInfo.InvariantCulture, $"district={filter.District ?? "*"}; by name: {(filter.Name is null ? "no" : "yes")}");
        await audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), actor, "resident.list", "residents", detail), cancel);
        return await directory.ListAsync(filter, cancel);
    }

    public async Task<IReadOnlyList<ResidentEvent>> HistoryAsync(string actor, string id, int? before, int limit, CancellationToken cancel)
    {
        await NoteAsync(actor, "resident.history", id, null, cancel);
        return await directory.HistoryAsync(id, before, limit, cancel);
    }

    /// <summary>Who read this sheet, and who changed it.</summary>
    public async Task<IReadOnlyList<AuditEntry>> AccessesAsync(string actor, string id, long? before, int limit, CancellationToken cancel)
    {
        await NoteAsync(actor, "resident.accesses", id, null, cancel);
        return await access.OfTargetAsync(Target(id), before, limit, cancel);
    }

    /// <summary>Records in pages, each look noted, for an export.</summary>
    public async Task<IReadOnlyList<ResidentSheet>> ExportAsync(string actor, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (ids.Count > 0) await access.WriteAllAsync([.. ids.Select(id => new AuditEntry(0, now, actor, "resident.view", Target(id), Purpose("export")))], cancel);
        return await directory.SheetsAsync(ids, cancel);
    }

    /// <summary>True while an incident about the person is open: then whoever works at the desk is a responder.</summary>
    public async Task<bool> HasOpenIncidentAsync(string id, CancellationToken cancel)
    {
        var filter = new IncidentFilter(IncidentStatusFilter.Open, new SubjectRef(SubjectKind.Resident, id), null, null, null, 1, null);
        return (await incidents.ListAsync(filter, cancel)).Items.Count > 0;
    }

    private IResidentGrain Grain(string id) => grains.GetGrain<IResidentGrain>(GrainKeys.Subject(new SubjectRef(SubjectKind.Resident, id)));

    private Task NoteAsync(string actor, string action, string id, string? detail, CancellationToken cancel) =>
        audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), actor, action, Target(id), detail), cancel);

    private static string Target(string id) => "resident/" + id;

    private static string Purpose(string? purpose) => "purpose=" + (purpose ?? "not given");
}
