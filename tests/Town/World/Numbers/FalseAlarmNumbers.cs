namespace SafetyHub.Town.World.Numbers;

/// <summary>Signals that mean nothing, at the rates of the field.</summary>
internal static class FalseAlarmNumbers
{
    [Number("false calls for help, a year and home",
        Source = "0.65 responses per household and year (ministry, 2023) less the 8 % that are real (SKT) are 0.60 for calls and smoke together; that calls are two thirds of them is an assumption")]
    public const double SosPerYear = 0.40;
    [Number("of these by a child on a visit, a year and home (4.4 such visits times the chance below)")] public const double SosByChildrenPerYear = 0.09;
    [Number("chance of it in a visit with a child")] public const double SosByChild = 0.02;
    [Number("share of the others from 22:00 to 07:00", Source = "65 % of SKT calls come at night, dawn or early morning, dailian 1001394")]
    public const double SosAtNight = 0.65;
    [Number("share of those that the person takes back within 2 minutes")] public const double SosTakenBack = 0.30;
    [Number("dolls that drop and report a fall, a year and robot")] public const double DollFallsPerYear = 8;
    [Number("share of those while nobody touches it (slid off the table, a pet)")] public const double DollFallsAlone = 0.35;
    [Number("share of the others that the person picks up within 5 minutes")] public const double DollPickedUp = 0.70;
    [Number("falls a fall sensor invents, a year and sensor (sitting down on the floor)")] public const double SensorFallsPerYear = 5;
    [Number("screams and crashes from the television or the kitchen, a year and speaker")] public const double SoundsPerYear = 12;
    [Number("smoke from cooking, a year and detector",
        Source = "the other third of the 0.60 false calls and smoke together (ministry, 2023; SKT)")]
    public const double SmokePerYear = 0.20;
    [Number("low mood heard in talk, a year and speaker; five times that where it lasts")] public const double LowMoodPerYear = 6;
    [Number("talk of self-harm that the television speaks or nobody means, a year and speaker")] public const double SelfHarmPerYear = 0.1;
    [Number("share of doses the person forgets", Source = "assumption; missed doses of older people in studies lie from a few to over 20 %")]
    public const double DoseForgotten = 0.06;
    [Number("share of meals not reported although eaten or skipped without harm")] public const double MealForgotten = 0.08;
    [Number("television taken for talk, chance in an hour it runs")] public const double TelevisionTalk = 0.03;
}
