namespace SafetyHub.Town.World.Numbers;

/// <summary>True emergencies: how often in life, how much more often in a run, and how soon each must be found.</summary>
internal static class EmergencyNumbers
{
    [Number("real calls for help, a year and resident", Source = "8 % of 0.65 a year: SKT (kpinews 206859), ministry 2023")]
    public const double SosPerYear = 0.05;
    [Number("falls after which the person cannot get up alone, a year and resident",
        Source = "assumption: a third of people over 65 fall in a year (WHO), more of those in care, and of them a third to a half cannot get up")]
    public const double FallPerYear = 0.18;
    [Number("collapses without a call (stroke, heart, sugar), a year and resident",
        Source = "assumption: acute illness leads the causes of SKT's rescues, 52 % against 20 % falls (kpinews 206859), most of them called in time")]
    public const double CollapsePerYear = 0.10;
    [Number("slow declines that end in hospital when nobody sees them, a year and resident",
        Source = "assumption: 25 % of SKT's rescues are a chronic worsening (kpinews 206859)")]
    public const double DeclinePerYear = 0.10;
    [Number("fires and burning pots that need help, a year and home with a detector")] public const double FirePerYear = 0.005;
    [Number("wanderings, a year and resident with dementia")] public const double WanderingPerYear = 0.20;
    [Number("talk of self-harm that is meant, a year and home with a speaker",
        Source = "more than 800 referrals in 3 years of 17,000 people: SKT, kpinews 206859")]
    public const double SelfHarmPerYear = 0.016;

    [Number("how many times more often than in life in a run: calls")] public const double SosTimes = 12;
    [Number("the same, falls")] public const double FallTimes = 5;
    [Number("the same, collapses")] public const double CollapseTimes = 8;
    [Number("the same, declines")] public const double DeclineTimes = 5;
    [Number("the same, fires")] public const double FireTimes = 70;
    [Number("the same, wanderings")] public const double WanderingTimes = 15;
    [Number("the same, talk of self-harm")] public const double SelfHarmTimes = 25;

    [Number("a real call reaches a human within minutes", Source = "EN 50518: 98.5 % in 60 s; the rest is the way to the hub")] public const double SosMinutes = 2;
    [Number("a fire that a detector reports, minutes")] public const double FireMinutes = 3;
    [Number("a fall that a sensor reports or the person calls out, minutes", Source = "a long lie begins at one hour; half of that is left for the way")]
    public const double FallMinutes = 30;
    [Number("talk of self-harm, minutes")] public const double SelfHarmMinutes = 30;
    [Number("wandering by night from a home with a door contact, hours")] public const double NightWanderingHours = 2;
    [Number("what nothing reports, hours", Source = "the warning step of the ladder in use, 12 h: newsis NISX20190408_0000612956")] public const double SilentHours = 12;
    [Number("what nothing reports and begins between 18:00 and 06:00: at the latest at this hour of the morning")] public const double SilentUntilHour = 11;
    [Number("a decline, days from its begin (it is complete after 3)")] public const double DeclineDays = 5;
}
