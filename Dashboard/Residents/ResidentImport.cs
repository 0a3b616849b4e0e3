using System.Globalization;
using Microsoft.Extensions.Options;
using SafetyHub.Audit;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Residents;

/// <summary>
/// Takes a file of residents. First everything is checked, against the records too; nothing is written while a line is wrong, unless the caller wants the right
/// ones all the same. Importing the same file again changes nothing, so an import that was cut off is completed by repeating it.
/// </summary>
internal sealed class ResidentImport(
    IResidentDirectory directory, IGrainFactory grains, IAuditLog audit, IOptions<DashboardOptions> options, TimeProvider time)
{
    /// <summary>Largest file, in bytes.</summary>
    public const int LargestFile = 20 << 20;

    private const int Chunk = 500;
    private const int AtOnce = 8;

    /// <param name="actor">Who.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="dryRun">True: only say what it would come to.</param>
    /// <param name="partial">True: write the right rows although others are wrong.</param>
    /// <param name="cancel">Ends the import after the row at hand.</param>
    public async Task<ImportReport> RunAsync(string actor, ReadOnlyMemory<byte> bytes, bool dryRun, bool partial, CancellationToken cancel)
    {
        var file = new ImportReader([.. options.Value.Districts], time).Read(bytes.Span);
        var faults = new List<ImportFault>(file.Faults);
        var plan = await PlanAsync(file.Rows, faults, cancel);
        var write = !dryRun && (partial || faults.Count == 0) && plan.Count > 0;
        await NoteAsync(actor, dryRun, file.Rows.Count, faults.Count, write, cancel);
        if (write) await WriteAsync(actor, plan, faults, cancel);
        var created = plan.Count(item => item.Kind == PlannedKind.Create);
        var changed = plan.Count(item => item.Kind == PlannedKind.Change);
        faults.Sort((a, b) => a.Line.CompareTo(b.Line));
        return new ImportReport(
            dryRun, file.Rows.Count, created, changed, plan.Count - created - changed, [.. faults.Take(ImportReader.MostFaults)], faults.Count, write);
    }

    private async Task<List<Planned>> PlanAsync(IReadOnlyList<ImportRow> rows, List<ImportFault> faults, CancellationToken cancel)
    {
        var plan = new List<Planned>(rows.Count);
        foreach (var chunk in rows.Chunk(Chunk))
        {
            var known = (await directory.SheetsAsync([.. chunk.Select(row => row.Id)], cancel)).ToDictionary(sheet => sheet.Id, StringComparer.Ordinal);
            foreach (var row in chunk)
            {
                var sheet = known.GetValueOrDefault(row.Id);
                if (Obstacle(row, sheet) is { } fault) faults.Add(fault);
                else plan.Add(Plan(row, sheet));
            }
        }
        return plan;
    }

    private static ImportFault? Obstacle(ImportRow row, ResidentSheet? sheet)
    {
        if (sheet is null) return null;
        if (sheet.MergedInto is { } other) return new ImportFault(row.Line, ResidentColumn.Id, "merged", other);
        if (sheet.ErasedAt is not null && sheet.Standing.Status.HasLeft()) return new ImportFault(row.Line, ResidentColumn.Id, "erased");
        return sheet.Profile is null && sheet.ErasedAt is null ? new ImportFault(row.Line, ResidentColumn.Id, "unreadable") : null;
    }

    private static Planned Plan(ImportRow row, ResidentSheet? sheet)
    {
        var profile = ImportChecks.Profile(row, sheet?.Profile);
        if (sheet?.Profile is not { } before) return new Planned(row, profile, PlannedKind.Create);
        var same = before with { Contacts = profile.Contacts } == profile && before.Contacts.SequenceEqual(profile.Contacts);
        return new Planned(row, profile, same ? PlannedKind.Leave : PlannedKind.Change);
    }

    /// <summary>A record that somebody else changed between the check and the write is written all the same: the file is the newer word. A refusal is a fault of its line.</summary>
    private async Task WriteAsync(string actor, List<Planned> plan, List<ImportFault> faults, CancellationToken cancel)
    {
        var refused = new System.Collections.Concurrent.ConcurrentQueue<ImportFault>();
        var rows = plan.Where(item => item.Kind != PlannedKind.Leave);
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (item, _) =>
        {
            var key = GrainKeys.Subject(new SubjectRef(SubjectKind.Resident, item.Row.Id));
            var change = await grains.GetGrain<IResidentGrain>(key).Change(new SaveProfile(actor, item.Profile));
            if (change.Refusal != ResidentRefusal.None) refused.Enqueue(new ImportFault(item.Row.Line, ResidentColumn.Id, "refused", change.Refusal));
        });
        faults.AddRange(refused);
    }

    private Task NoteAsync(string actor, bool dryRun, int rows, int faults, bool write, CancellationToken cancel) => audit.WriteAsync(
        new AuditEntry(
            0, time.GetUtcNow(), actor, dryRun ? "resident.import-check" : "resident.import", "residents",
            string.Create(CultureInfo.InvariantCulture, $"rows={rows} faults={faults} written={write}")),
        cancel);

    private enum PlannedKind
    {
        Leave,
        Create,
        Change,
    }

    private sealed record Planned(ImportRow Row, ResidentProfile Profile, PlannedKind Kind);
}
