using System.Collections.Concurrent;
using SafetyHub.Devices;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>Residents in memory, as the screens and the API see them: the grain's answers and the directory's.</summary>
internal sealed class FakeResidents : IResidentDirectory
{
    public ConcurrentDictionary<string, ResidentSheet> Sheets { get; } = new();

    public ConcurrentQueue<(string Resident, ResidentEvent Event)> Events { get; } = new();

    public ConcurrentDictionary<string, ResidentRisk> Risks { get; } = new();

    public ConcurrentQueue<(string Resident, string Decision, string Actor)> Looks { get; } = new();

    public IResidentGrain Grain(string id) => new Resident(this, id);

    public void Add(string id, ResidentProfile profile, ResidentStatus status = ResidentStatus.AtHome) => Sheets[id] = new ResidentSheet(
        id, 1, profile, new ResidentStanding(status, DateTimeOffset.UnixEpoch, "user:lee", null), [], [], [], null, DateTimeOffset.UnixEpoch, null, null);

    public Task<ResidentPage> ListAsync(ResidentFilter filter, CancellationToken cancel)
    {
        var found = Sheets.Values.Where(sheet => sheet.MergedInto is null && (filter.District is null || sheet.Profile?.District == filter.District)
                && (filter.Status is null || sheet.Standing.Status == filter.Status) && (filter.Name is null || sheet.Profile?.Name.Contains(filter.Name, StringComparison.Ordinal) == true)
                && (filter.Complete is null || sheet.Profile?.Missing().Count == 0 == filter.Complete))
            .OrderBy(sheet => sheet.Id, StringComparer.Ordinal).ToList();
        var page = found.Where(sheet => filter.After is null || string.CompareOrdinal(sheet.Id, filter.After) > 0).Take(filter.Limit).Select(sheet => new ResidentEntry(
            sheet.Id, sheet.Profile?.Name, sheet.Profile?.District ?? "", sheet.Profile?.Caseworker, sheet.Standing.Status, sheet.Profile?.Missing().Count == 0, sheet.ChangedAt)).ToList();
        return Task.FromResult(new ResidentPage(page, page.Count == filter.Limit ? page[^1].Id : null, found.Count));
    }

    public Task<IReadOnlyList<ResidentSheet>> SheetsAsync(IReadOnlyCollection<string> residents, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ResidentSheet>>([.. residents.Select(id => Sheets.GetValueOrDefault(id)).OfType<ResidentSheet>()]);

    public Task<IReadOnlyList<ResidentEvent>> HistoryAsync(string resident, int? before, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ResidentEvent>>([.. Events.Where(e => e.Resident == resident).Select(e => e.Event).OrderByDescending(e => e.Sequence).Take(limit)]);

    public Task<IReadOnlyList<string>> DueForErasureAsync(DateTimeOffset now, int limit, CancellationToken cancel) => throw new NotSupportedException();

    private sealed class Resident(FakeResidents all, string id) : IResidentGrain
    {
        private ResidentSheet? Own => all.Sheets.GetValueOrDefault(id) is { MergedInto: { } other } ? all.Sheets.GetValueOrDefault(other) : all.Sheets.GetValueOrDefault(id);

        public Task<ResidentProfile?> Get() => Task.FromResult(Own?.Profile);

        public Task<ResidentSheet?> Sheet() => Task.FromResult(Own);

        public Task<ResidentCare> Care() => Task.FromResult(Own is not { } sheet ? ResidentCare.Default : ResidentCare.Default with
        {
            Status = sheet.Standing.Status, Given = [.. sheet.Consents.Where(c => c.Given).Select(c => c.Purpose)],
        });

        public Task<ResidentRisk> Risk() => Task.FromResult(all.Risks.GetValueOrDefault(id)
            ?? new ResidentRisk("rules", null, Observed: false, null, 0, null, [], null, [], null));

        public Task<bool> LookAnyway(string decisionId, string actor)
        {
            all.Looks.Enqueue((id, decisionId, actor));
            return Task.FromResult(all.Risks.GetValueOrDefault(id)?.Decisions.Any(decision => decision.Id == decisionId) == true);
        }

        public Task NoteSigns(HomeSigns signs) => throw new NotSupportedException();

        public Task CheckRisk() => throw new NotSupportedException();

        public Task SetThresholds(PersonalThresholds? thresholds) => throw new NotSupportedException();

        public Task<ResidentChange> Change(ResidentCommand command)
        {
            var before = all.Sheets.GetValueOrDefault(id);
            if (command is SaveProfile { IfVersion: { } seen } && seen != (before?.Version ?? 0)) return Refuse(ResidentRefusal.Outdated, before);
            if (command is not SaveProfile && before is null) return Refuse(ResidentRefusal.Unknown, before);
            if (command is MergeInto merge && !all.Sheets.ContainsKey(merge.Into)) return Refuse(ResidentRefusal.TargetUnusable, before);
            if (command is SaveProfile { } first && before is null) all.Add(id, first.Profile);
            var now = DateTimeOffset.UtcNow;
            var sheet = all.Sheets[id];
            var (next, kind) = command switch
            {
                SaveProfile save => (sheet with { Profile = save.Profile }, before is null ? ResidentEventKind.Created : save.Reason is null ? ResidentEventKind.Changed : ResidentEventKind.Corrected),
                SetStatus status => (sheet with { Standing = new(status.Status, status.Since ?? now, status.Actor, status.Note) }, ResidentEventKind.StatusChanged),
                SetConsent said => (sheet with { Consents = [.. sheet.Consents.Where(c => c.Purpose != said.Purpose), new(said.Purpose, said.Given, now, said.Actor, said.By)] },
                    said.Given ? ResidentEventKind.ConsentGiven : ResidentEventKind.ConsentWithdrawn),
                MergeInto into => (sheet with { MergedInto = into.Into }, ResidentEventKind.MergedInto),
                _ => throw new NotSupportedException(command.GetType().Name),
            };
            all.Sheets[id] = next = next with { Version = before is null ? 1 : sheet.Version + 1, ChangedAt = now };
            var reason = (command as SaveProfile)?.Reason ?? (command as SetStatus)?.Note;
            all.Events.Enqueue((id, new ResidentEvent(next.Version, now, command.Actor, kind, ["phone"], reason, [new FieldChange("phone", before?.Profile?.Phone, next.Profile?.Phone)])));
            return Task.FromResult(new ResidentChange(ResidentRefusal.None, true, next));
        }

        public Task Refresh() => Task.CompletedTask;

        public Task Save(ResidentProfile profile) => Change(new SaveProfile("hub", profile));

        public Task LinkDevice(DeviceId device, DeviceKind kind, bool linked) => throw new NotSupportedException();

        public Task<IReadOnlyList<LinkedDevice>> Voices() => throw new NotSupportedException();

        public Task<SignalOutcome> Receive(Signal signal) => throw new NotSupportedException();

        public Task<SubjectSummary> Describe() => throw new NotSupportedException();

        private static Task<ResidentChange> Refuse(ResidentRefusal refusal, ResidentSheet? sheet) => Task.FromResult(new ResidentChange(refusal, false, sheet));
    }
}
