namespace SafetyHub.Town.World.Chance;

/// <summary>What dice are thrown for; each purpose has throws of its own, so that one more throw for one changes nothing for another.</summary>
internal enum Purpose
{
    Calendar = 1,
    Person,
    Kit,
    Day,
    Absence,
    Visit,
    Outage,
    Battery,
    Mishap,
    Emergency,
    Motion,
    Stillness,
    Dose,
    Answer,
    Staff,
    Television,
}
