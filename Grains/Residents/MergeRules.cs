using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>Makes one record of two that describe the same person. The one that stays keeps what it says, and takes what it lacks.</summary>
internal static class MergeRules
{
    public static ResidentDecision Decide(ResidentFile? loser, ResidentFile? winner, MergeInto command, DateTimeOffset now)
    {
        ProfileRules.Check(command.Reason, 1, 300, "The reason");
        if (loser is null) return ResidentDecision.Refuse(ResidentRefusal.Unknown);
        if (loser.MergedInto is not null) return ResidentDecision.Refuse(ResidentRefusal.Merged);
        if (loser.Id == command.Into) return ResidentDecision.Refuse(ResidentRefusal.SameRecord);
        if (loser.ErasedAt is not null) return ResidentDecision.Refuse(ResidentRefusal.Erased);
        if (!loser.IsReadable) return ResidentDecision.Refuse(ResidentRefusal.Unreadable);
        if (winner is null or { MergedInto: not null } or { ErasedAt: not null } or { IsReadable: false } or { Profile: null }
            || winner.Aliases.Count + loser.Aliases.Count + 1 > ResidentFile.MostAliases)
        {
            return ResidentDecision.Refuse(ResidentRefusal.TargetUnusable);
        }
        return new(ResidentRefusal.None, [Alias(loser, winner, command, now), Absorb(winner, loser, command, now)]);
    }

    private static ResidentAppend Alias(ResidentFile loser, ResidentFile winner, MergeInto command, DateTimeOffset now) => ResidentDecision.Append(
        loser with { MergedInto = winner.Id, Aliases = [], EraseAt = null },
        ResidentEventKind.MergedInto, command.Actor, now, command.Reason, [new FieldChange("mergedInto", null, winner.Id)]);

    private static ResidentAppend Absorb(ResidentFile winner, ResidentFile loser, MergeInto command, DateTimeOffset now)
    {
        var profile = loser.Profile is null ? winner.Profile! : Fill(winner.Profile!, loser.Profile);
        var next = winner with
        {
            Profile = profile, District = profile.District, Aliases = [.. winner.Aliases, loser.Id, .. loser.Aliases], Consents = LastWords(winner.Consents, loser.Consents),
        };
        IReadOnlyList<FieldChange> changes = [new("alias", null, loser.Id), .. ProfileDiff.Between(winner.Profile, profile)];
        return ResidentDecision.Append(next, ResidentEventKind.Absorbed, command.Actor, now, command.Reason, changes);
    }

    private static ResidentProfile Fill(ResidentProfile winner, ResidentProfile loser) => winner with
    {
        District = winner.District.Length > 0 ? winner.District : loser.District,
        Position = winner.Position ?? loser.Position,
        Address = winner.Address ?? loser.Address,
        Phone = winner.Phone ?? loser.Phone,
        Caseworker = winner.Caseworker ?? loser.Caseworker,
        BirthYear = winner.BirthYear ?? loser.BirthYear,
        Conditions = winner.Conditions ?? loser.Conditions,
        Notes = winner.Notes ?? loser.Notes,
        Access = winner.Access ?? loser.Access,
        QuietHours = winner.QuietHours ?? loser.QuietHours,
        Contacts = [.. winner.Contacts.Concat(loser.Contacts).DistinctBy(contact => contact.Phone).Take(ResidentProfile.MostContacts)],
    };

    /// <summary>It is one person: what was said last about a purpose counts.</summary>
    private static IReadOnlyList<Consent> LastWords(IReadOnlyList<Consent> one, IReadOnlyList<Consent> other) =>
        [.. one.Concat(other).GroupBy(consent => consent.Purpose).Select(said => said.MaxBy(consent => consent.At)!)];
}
