namespace SafetyHub.Town.World.Numbers;

/// <summary>Going out, being away, being visited.</summary>
internal static class OutingNumbers
{
    [Number("fixed outings a week (welfare centre, church, clinic), most")] public const int WeeklyMost = 3;
    [Number("share of days with one more outing of 0.5 to 5 hours, mean")] public const double Outing = 0.40;
    [Number("share of outings the person tells the robot or speaker of")] public const double Told = 0.60;
    [Number("stays with family or friends of 1 to 5 nights, a year")] public const double StaysPerYear = 3;
    [Number("share of people who are with their family over Seollal or Chuseok")] public const double AwayOnHoliday = 0.30;
    [Number("share of stays that the caseworker or the family enters")] public const double StayEntered = 0.50;
    [Number("stays in hospital with an appointment, 3 to 10 nights, a year")] public const double HospitalPerYear = 0.30;
    [Number("share of those that are entered on the day",
        Source = "duty to report hospital stays at once: Dobong, asiae 2021032519090791401 (the share is an assumption)")]
    public const double HospitalEntered = 0.80;
    [Number("visits of 0.5 to 3 hours by family, neighbours or a caseworker, a day")] public const double VisitsPerDay = 0.20;
    [Number("share of visits with a child, at weekends and holidays")] public const double ChildVisit = 0.20;
}
