using SafetyHub.Duty;

namespace SafetyHub.Grains.Duty;

/// <summary>A duty table as it is stored. Plain and settable: fields are only ever added.</summary>
internal sealed class DutyState
{
    public StoredShift[] Shifts { get; set; } = [];
}

/// <summary>A shift as it is stored.</summary>
internal sealed class StoredShift
{
    public DayOfWeek Day { get; set; }
    public TimeOnly From { get; set; }
    public TimeOnly To { get; set; }
    public string Caseworker { get; set; } = "";

    public static StoredShift Of(DutyShift shift) => new() { Day = shift.Day, From = shift.From, To = shift.To, Caseworker = shift.Caseworker };

    public DutyShift ToShift() => new(Day, From, To, Caseworker);
}
