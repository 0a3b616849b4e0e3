namespace SafetyHub.Town.World.Numbers;

/// <summary>What comes back when the home is asked, at each try.</summary>
internal static class AnswerNumbers
{
    [Number("awake and well: answers ok")] public const double AwakeOk = 0.75;
    [Number("the same, hard of hearing")] public const double AwakeOkHardOfHearing = 0.45;
    [Number("asleep: wakes and answers ok")] public const double AsleepOk = 0.40;
    [Number("asleep and hard of hearing")] public const double AsleepOkHardOfHearing = 0.12;
    [Number("well, but answers something taken for help")] public const double WellHelp = 0.005;
    [Number("nobody home: the television answers ok")] public const double TelevisionOk = 0.005;
    [Number("a child answers ok, when one is there")] public const double ChildOk = 0.50;
    [Number("on the floor and conscious: asks for help")] public const double DownHelp = 0.60;
    [Number("on the floor and conscious: says ok out of shame")] public const double DownOk = 0.01;
    [Number("on the floor with the television on: it answers ok")] public const double DownTelevisionOk = 0.01;
    [Number("has called for help: asks for help")] public const double SosHelp = 0.60;
    [Number("has called for help: says ok all the same")] public const double SosOk = 0.02;
    [Number("in decline: asks for help")] public const double DeclineHelp = 0.12;
    [Number("in decline: says ok")] public const double DeclineOk = 0.45;
    [Number("in a fire: asks for help")] public const double FireHelp = 0.35;
    [Number("in a fire: says ok, while the fire is small")] public const double FireOk = 0.03;
    [Number("means self-harm: says ok")] public const double SelfHarmOk = 0.50;
    [Number("means self-harm: asks for help")] public const double SelfHarmHelp = 0.10;
    [Number("seconds to answer, least")] public const double SecondsLeast = 4;
    [Number("seconds to answer, most")] public const double SecondsMost = 25;
}
