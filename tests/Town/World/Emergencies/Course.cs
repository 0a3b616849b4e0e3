using System.Globalization;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Faults;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Emergencies;

/// <summary>How an emergency goes in a home: what its devices notice.</summary>
/// <param name="home">The home.</param>
/// <param name="outages">When what does not work.</param>
/// <param name="dice">The emergency's chance.</param>
internal sealed class Course(Home home, IReadOnlyList<Outage> outages, Dice dice)
{
    public Dice Dice { get; } = dice;

    public (bool Conscious, List<Happening> Signals) Signals(EmergencyKind kind, TimeSpan start) => kind switch
    {
        EmergencyKind.Sos => (true, Call(start)),
        EmergencyKind.Fall => Fall(start),
        EmergencyKind.Collapse => (false, Dice.Hits(CourseNumbers.CollapseHeard) ? [Sound(start, "groan")] : []),
        EmergencyKind.Fire => (true, Smoke(start)),
        EmergencyKind.SelfHarm => (true, Talk(start)),
        _ => (true, []),
    };

    public bool IsHomeDown(TimeSpan at) => outages.Any(outage => outage.Device is null && outage.From <= at && at < outage.To);

    /// <summary>True when the signal gets to the hub as it is sent.</summary>
    public bool Reaches(Happening signal) =>
        home.Find(signal.By) is { } device && !outages.Any(outage => (outage.Device is null || outage.Device == device) && outage.From <= signal.At && signal.At < outage.To);

    /// <summary>A door that opens at night at the home of somebody with dementia can be known.</summary>
    public bool SeesNightWandering(EmergencyKind kind, TimeSpan start) =>
        kind == EmergencyKind.Wandering && start.TotalHours % 24 is >= 20 or < 5 && Reaches(new Happening(start, DeviceRole.Door, "door", Need.None));

    public int HospitalNights(EmergencyKind kind)
    {
        var share = kind switch
        {
            EmergencyKind.Fall or EmergencyKind.Collapse => CourseNumbers.ToHospital,
            EmergencyKind.Sos or EmergencyKind.Decline => CourseNumbers.ToHospital / 2,
            _ => 0,
        };
        return Dice.Hits(share) ? Dice.Whole(2, 13) : 0;
    }

    private List<Happening> Call(TimeSpan start)
    {
        var call = SosDevice.Choose(home, Dice);
        var at = start + TimeSpan.FromSeconds(Dice.Between(0, 30));
        List<Happening> calls = [call.At(at, Need.Emergency)];
        if (Dice.Hits(0.5)) calls.Add(call.At(at + TimeSpan.FromSeconds(Dice.Between(90, 300)), Need.Emergency));
        return calls;
    }

    private (bool Conscious, List<Happening> Signals) Fall(TimeSpan start)
    {
        List<Happening> signals = [];
        var conscious = Dice.Hits(CourseNumbers.FallConscious);
        if (Dice.Hits(CourseNumbers.FallHeard)) signals.Add(Sound(start, "crash"));
        if (Dice.Hits(CourseNumbers.FallSensed) && home.Has(DeviceRole.FallSensor))
            signals.Add(new Happening(start + Seconds(5, 60), DeviceRole.FallSensor, "fall", Need.Emergency) { Confidence = Math.Round(Dice.Between(0.6, 0.97), 2) });
        if (!conscious) return (false, signals);
        var hears = home.Has(DeviceRole.Speaker) ? DeviceRole.Speaker : DeviceRole.Robot;
        if (Dice.Hits(CourseNumbers.FallCalled))
            signals.Add(new Happening(start + Seconds(20, 600), hears, "sos.voice", Need.Emergency) { Data = """{"phrase":"도와줘"}""", Confidence = Math.Round(Dice.Between(0.6, 0.95), 2) });
        if (Dice.Hits(CourseNumbers.FallPressed) && home.Has(DeviceRole.Button))
            signals.Add(new Happening(start + Seconds(20, 900), DeviceRole.Button, "sos.button", Need.Emergency));
        return (true, signals);
    }

    private List<Happening> Smoke(TimeSpan start)
    {
        List<Happening> smoke = [];
        var at = start + Seconds(5, 60);
        for (var times = 0; times < 6; times++) smoke.Add(new Happening(at + TimeSpan.FromMinutes(times), DeviceRole.Smoke, "smoke", Need.Emergency));
        return smoke;
    }

    private List<Happening> Talk(TimeSpan start) =>
    [
        new Happening(start + Seconds(0, 60), DeviceRole.Speaker, "sentiment.negative", Need.Emergency)
        {
            Data = string.Create(CultureInfo.InvariantCulture, $$"""{"score":{{-Dice.Between(0.7, 1):F2}},"category":"self-harm"}"""),
            Confidence = Math.Round(Dice.Between(0.5, 0.95), 2),
        },
    ];

    private Happening Sound(TimeSpan start, string sound) => new(start + Seconds(0, 5), DeviceRole.Speaker, "distress.sound", Need.Emergency)
    {
        Data = $$"""{"class":"{{sound}}"}""", Confidence = Math.Round(Dice.Between(0.45, 0.9), 2),
    };

    private TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(Dice.Between(least, most));
}
