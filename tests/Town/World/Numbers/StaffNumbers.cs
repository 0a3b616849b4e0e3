namespace SafetyHub.Town.World.Numbers;

/// <summary>How the people who answer for the homes behave.</summary>
internal static class StaffNumbers
{
    [Number("minutes from the alert to the call that shows a false incident false, least")] public const double CheckLeast = 3;
    [Number("the same, most")] public const double CheckMost = 20;
    [Number("minutes from the alert to somebody who helps, least", Source = "TSA: 90 % attended within 45 min; providers state 15 min on average")]
    public const double HelpLeast = 8;
    [Number("the same, most", Source = "TSA: 90 % attended within 45 min")] public const double HelpMost = 45;
    [Number("first hour in which incidents of low severity are looked at")] public const double WorkBegins = 9;
    [Number("last hour in which they are")] public const double WorkEnds = 18;
    [Number("hours within which an incident of low severity is looked at, in working hours")] public const double LowHours = 4;
    [Number("hours within which a stay is entered by those who enter it, most")] public const double EnteredHours = 6;
}
