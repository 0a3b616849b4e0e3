using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>What a change of a record comes to. Without side effects: the same record, command and time give the same answer.</summary>
internal static class ResidentRules
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <exception cref="ArgumentException">A value of the command is out of its range.</exception>
    public static ResidentDecision Decide(ResidentFile? file, ResidentCommand command, DateTimeOffset now, ResidentOptions options)
    {
        if (file is { MergedInto: not null }) return ResidentDecision.Refuse(ResidentRefusal.Merged);
        if (file is { IsReadable: false }) return ResidentDecision.Refuse(ResidentRefusal.Unreadable);
        if (command is SaveProfile save) return Save(file, save, now);
        if (file is null) return ResidentDecision.Refuse(ResidentRefusal.Unknown);
        return command switch
        {
            SetStatus status => Stand(file, status, now, options),
            SetConsent consent => Consent(file, consent, now),
            EraseRecord erase => Erase(file, erase, now),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "Unknown change"),
        };
    }

    private static ResidentDecision Save(ResidentFile? file, SaveProfile command, DateTimeOffset now)
    {
        ProfileRules.Check(command.Profile, now);
        ProfileRules.Check(command.Reason, 0, 300, "The reason");
        if (command.IfVersion is { } seen && seen != (file?.Version ?? 0)) return ResidentDecision.Refuse(ResidentRefusal.Outdated);
        if (file is { ErasedAt: not null } && file.Standing.Status.HasLeft()) return ResidentDecision.Refuse(ResidentRefusal.Erased);
        var changes = ProfileDiff.Between(file?.Profile, command.Profile);
        if (file is { Version: > 0 } && changes.Count == 0) return ResidentDecision.Nothing;
        var kind = file is null or { Version: 0 } or { Profile: null } ? ResidentEventKind.Created : command.Reason is null ? ResidentEventKind.Changed : ResidentEventKind.Corrected;
        var next = (file ?? ResidentFile.Begin("", now)) with { Profile = command.Profile, District = command.Profile.District, ErasedAt = null };
        return ResidentDecision.Write(next, kind, command.Actor, now, command.Reason, changes);
    }

    private static ResidentDecision Stand(ResidentFile file, SetStatus command, DateTimeOffset now, ResidentOptions options)
    {
        if (!Enum.IsDefined(command.Status)) throw new ArgumentException("The status is unknown", nameof(command));
        ProfileRules.Check(command.Note, 0, 300, "The note");
        var (before, since) = (file.Standing, NotAhead(command.Since, now));
        if (before.Status == command.Status && before.Note == command.Note && (command.Since is null || command.Since == before.Since)) return ResidentDecision.Nothing;
        var eraseAt = !command.Status.HasLeft() || file.ErasedAt is not null ? null : before.Status.HasLeft() ? file.EraseAt : now + options.EraseAfter;
        var next = file with { Standing = new ResidentStanding(command.Status, since, command.Actor, command.Note), EraseAt = eraseAt };
        return ResidentDecision.Write(
            next, ResidentEventKind.StatusChanged, command.Actor, now, command.Note, [new FieldChange("status", before.Status.ToString(), command.Status.ToString())]);
    }

    private static ResidentDecision Consent(ResidentFile file, SetConsent command, DateTimeOffset now)
    {
        if (!Enum.IsDefined(command.Purpose)) throw new ArgumentException("The purpose is unknown", nameof(command));
        ProfileRules.Check(command.By, 1, 200, "Who said it");
        var before = file.Consents.FirstOrDefault(consent => consent.Purpose == command.Purpose);
        if (before is not null && before.Given == command.Given && before.By == command.By) return ResidentDecision.Nothing;
        var said = new Consent(command.Purpose, command.Given, NotAhead(command.At, now), command.Actor, command.By);
        var next = file with { Consents = [.. file.Consents.Where(consent => consent.Purpose != command.Purpose), said] };
        var kind = command.Given ? ResidentEventKind.ConsentGiven : ResidentEventKind.ConsentWithdrawn;
        return ResidentDecision.Write(next, kind, command.Actor, now, command.By, [new FieldChange("consent." + command.Purpose, Word(before), Word(said))]);
    }

    private static ResidentDecision Erase(ResidentFile file, EraseRecord command, DateTimeOffset now)
    {
        ProfileRules.Check(command.Reason, 1, 300, "The reason");
        if (!file.Standing.Status.HasLeft()) return ResidentDecision.Refuse(ResidentRefusal.InCare);
        return file.ErasedAt is not null ? ResidentDecision.Nothing : Erased(file, command, now);
    }

    /// <summary>The record without what is personal: id, district, status with its times and who decided stay.</summary>
    public static ResidentDecision Erased(ResidentFile file, EraseRecord command, DateTimeOffset now)
    {
        var next = file with
        {
            Profile = null, Standing = file.Standing with { Note = null }, Consents = [.. file.Consents.Select(consent => consent with { By = "" })],
            EraseAt = null, ErasedAt = now,
        };
        return ResidentDecision.Write(next, ResidentEventKind.Erased, command.Actor, now, null, []);
    }

    private static string? Word(Consent? consent) => consent is null ? null : consent.Given ? "given" : "withdrawn";

    private static DateTimeOffset NotAhead(DateTimeOffset? at, DateTimeOffset now)
    {
        if (at > now + ClockTolerance) throw new ArgumentException("The time lies in the future");
        return at is { } past && past < now ? past : now;
    }
}
