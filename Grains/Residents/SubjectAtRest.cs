using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>
/// A subject as an incident stores it. A resident's name is no part of that: it stands encrypted in the resident's own record and is put in when the incident
/// is read, so that a correction, a merge and an erasure reach every incident at once.
/// </summary>
public static class SubjectAtRest
{
    /// <summary>The subject without a resident's name.</summary>
    public static SubjectSummary WithoutName(SubjectSummary subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Subject.Kind == SubjectKind.Resident ? subject with { Name = "" } : subject;
    }

    /// <summary>The subject with the name that holds now; the stored one of an earlier release, or the id, where nobody has a record.</summary>
    public static SubjectSummary WithName(SubjectSummary subject, string? name)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Subject.Kind != SubjectKind.Resident) return subject;
        return subject with { Name = name ?? (subject.Name.Length > 0 ? subject.Name : subject.Subject.Id) };
    }
}
