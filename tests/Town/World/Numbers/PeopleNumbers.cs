namespace SafetyHub.Town.World.Numbers;

/// <summary>Who lives in the town.</summary>
internal static class PeopleNumbers
{
    [Number("mean age of a resident in care, years")] public const double MeanAge = 79;
    [Number("spread of the age, years")] public const double AgeSpread = 6;
    [Number("share of residents who hear badly")] public const double HardOfHearing = 0.20;
    [Number("share of residents with dementia")] public const double Dementia = 0.10;
    [Number("share of residents with a low mood that lasts")] public const double LowMood = 0.15;
    [Number("share of homes with a cat or a dog")] public const double Pet = 0.12;

    [Number("mean time of getting up, hours after midnight")] public const double WakesAt = 6.2;
    [Number("spread of that between people, hours")] public const double WakesAtSpread = 0.9;
    [Number("mean time of going to bed, hours after midnight")] public const double SleepsAt = 21.8;
    [Number("spread of that between people, hours")] public const double SleepsAtSpread = 0.9;
    [Number("spread of either from day to day, least regular person, hours")] public const double DayToDayMost = 0.9;
    [Number("the same for the most regular person, hours")] public const double DayToDayLeast = 0.25;
    [Number("how much later people get up in midwinter than in midsummer, hours")] public const double WinterLater = 0.6;
    [Number("share of nights after which a person sleeps in by up to 2.5 hours")] public const double SleepingIn = 0.05;
    [Number("share of days spent mostly in bed with a cold or pain")] public const double DayInBed = 0.015;
    [Number("chance of a motion sensor to count somebody who is up and about, in 10 minutes, liveliest person")] public const double LivelyMost = 0.90;
    [Number("the same for the quietest person")] public const double LivelyLeast = 0.50;
    [Number("share of waking hours spent still, before the television for example")] public const double StillHours = 0.30;
    [Number("chance to be counted in 10 minutes of such an hour")] public const double StillMotion = 0.12;
    [Number("chance to be counted in 10 minutes of the night (the way to the toilet)")] public const double NightMotion = 0.035;
    [Number("chance of a pet to be counted in 10 minutes (sensors are mostly blind to small animals)")] public const double PetMotion = 0.01;
    [Number("share of days with a nap of 30 to 100 minutes")] public const double Nap = 0.45;
}
