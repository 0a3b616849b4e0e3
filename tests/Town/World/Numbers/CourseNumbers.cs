namespace SafetyHub.Town.World.Numbers;

/// <summary>How emergencies go.</summary>
internal static class CourseNumbers
{
    [Number("share of real calls from 22:00 to 07:00", Source = "65 % of SKT calls come at night, dawn or early morning, dailian 1001394")]
    public const double SosAtNight = 0.65;
    [Number("share of falls in the night (the way to the toilet)")] public const double FallAtNight = 0.30;
    [Number("share of fallen people who are conscious and can speak")] public const double FallConscious = 0.80;
    [Number("share of falls that a fall sensor in the home reports")] public const double FallSensed = 0.75;
    [Number("share of conscious fallen people whom robot or speaker hear call for help")] public const double FallCalled = 0.35;
    [Number("share of conscious fallen people who reach the button")] public const double FallPressed = 0.15;
    [Number("share of falls that a speaker hears as a crash")] public const double FallHeard = 0.40;
    [Number("share of collapses that a speaker hears as a groan")] public const double CollapseHeard = 0.20;
    [Number("share of people lying on the floor whose television goes on")] public const double TelevisionOn = 0.30;
    [Number("chance of somebody lying on the floor to be counted in 10 minutes")] public const double DownMotion = 0.01;
    [Number("what is left of activity at the end of a decline")] public const double DeclineLeaves = 0.25;
    [Number("share of doses and meals missed at the end of a decline")] public const double DeclineMisses = 0.75;
    [Number("hours by which a person in decline gets up later, at its end")] public const double DeclineLater = 3;
    [Number("share of wanderings between 20:00 and 05:00")] public const double WanderingAtNight = 0.60;
    [Number("share of fallen or collapsed people who go to hospital, 2 to 12 nights; half of that for calls and declines")] public const double ToHospital = 0.70;
    [Number("hours after the limit at which chance finds whom nobody looked for")] public const double ChanceHours = 12;
}
