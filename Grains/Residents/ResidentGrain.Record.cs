using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>The record: how it is loaded, changed, merged and erased.</summary>
internal sealed partial class ResidentGrain
{
    private const int Attempts = 3;

    public async Task Save(ResidentProfile profile)
    {
        var change = await Change(new SaveProfile("hub", profile));
        if (change.Refusal != ResidentRefusal.None) throw new InvalidOperationException($"The record of {Subject} was not saved: {change.Refusal}");
    }

    public async Task<ResidentChange> Change(ResidentCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var decision = await DecideAsync(command);
            if (decision.Appends.Count == 0) return new ResidentChange(decision.Refusal, Changed: false, OwnSheet());
            if (await residents.Book.AppendAsync(decision.Appends, CancellationToken.None))
            {
                await BecomeAsync(decision.Appends[0].File);
                return new ResidentChange(ResidentRefusal.None, Changed: true, OwnSheet());
            }
            await LoadAsync(CancellationToken.None);
        }
        throw new InvalidOperationException($"The record of {Subject} was changed elsewhere {Attempts} times in a row; nothing was written");
    }

    public async Task Refresh()
    {
        await LoadAsync(CancellationToken.None);
        ForgetOpenIncidents();
        if (_file is not { Version: 0, Profile: { } plain }) return;
        await Change(new SaveProfile("hub", plain, "taken over from an earlier release"));
    }

    private async ValueTask<ResidentDecision> DecideAsync(ResidentCommand command)
    {
        var now = residents.Time.GetUtcNow();
        if (command is MergeInto merge) return MergeRules.Decide(_file, await residents.Book.LoadAsync(merge.Into, CancellationToken.None), merge, now);
        var decision = ResidentRules.Decide(_file, command, now, residents.Options);
        if (command is EraseRecord erase && decision.Appends.Count > 0) return await WithAliasesAsync(decision, erase, now);
        return decision.Appends is [{ File.Id: "" } begun] ? decision with { Appends = [begun with { File = begun.File with { Id = Subject.Id } }] } : decision;
    }

    /// <summary>What was merged into the record is about the same person, and goes with it; what an open incident needs stays.</summary>
    private async ValueTask<ResidentDecision> WithAliasesAsync(ResidentDecision decision, EraseRecord erase, DateTimeOffset now)
    {
        ForgetOpenIncidents(); // people close incidents without a word to the subject
        if (await HasOpenIncidentAsync()) return ResidentDecision.Refuse(ResidentRefusal.IncidentOpen);
        var appends = new List<ResidentAppend>(decision.Appends);
        foreach (var alias in _file!.Aliases)
        {
            if (await residents.Book.LoadAsync(alias, CancellationToken.None) is { ErasedAt: null } file) appends.AddRange(ResidentRules.Erased(file, erase, now).Appends);
        }
        return decision with { Appends = appends };
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        _file = await residents.Book.LoadAsync(Subject.Id, cancel);
        if (_file is null && State.Profile is { } plain) _file = OfEarlierRelease(plain);
    }

    private async Task BecomeAsync(ResidentFile file)
    {
        _file = file;
        if (State.Profile is null) return;
        // It is in the book now, encrypted: the plain one must not stay.
        State.Profile = null;
        await SaveAsync();
    }

    private ResidentFile OfEarlierRelease(StoredProfile plain)
    {
        var profile = ProfileRules.ToResident(plain);
        return ResidentFile.Begin(Subject.Id, residents.Time.GetUtcNow()) with { Profile = profile, District = profile.District };
    }

    private ResidentSheet? OwnSheet() => _file is not { } file ? null : new ResidentSheet(
        Subject.Id, file.Version, file.Profile, file.Standing, file.Consents, [.. Devices], file.Aliases, file.MergedInto, file.ChangedAt, file.EraseAt, file.ErasedAt);
}
