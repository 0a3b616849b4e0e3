namespace SafetyHub.Signals;

/// <summary>Whom a signal is about.</summary>
/// <param name="Kind">Resident or place.</param>
/// <param name="Id">The subject's id, same form as a device id.</param>
[GenerateSerializer, Immutable, Alias("hub.SubjectRef")]
public readonly record struct SubjectRef([property: Id(0)] SubjectKind Kind, [property: Id(1)] string Id)
{
    /// <summary>The subject that stands in for a device which serves nobody yet, so that its alarm is not lost.</summary>
    public static SubjectRef ForUnassigned(Devices.DeviceId device) => new(SubjectKind.Place, "unassigned-" + device.Value);

    /// <inheritdoc/>
    public override string ToString() => $"{(Kind == SubjectKind.Resident ? "resident" : "place")}/{Id}";
}

/// <summary>The two kinds of subject.</summary>
public enum SubjectKind
{
    /// <summary>A person in care (대상자), at a home.</summary>
    Resident = 1,
    /// <summary>What a camera watches (장소).</summary>
    Place = 2,
}
