using System.Collections.Frozen;
using SafetyHub.Incidents;
using static SafetyHub.Grains.Signals.EventEffect;
using static SafetyHub.Grains.Signals.Senders;
using static SafetyHub.Incidents.IncidentCategory;
using static SafetyHub.Incidents.Severity;

namespace SafetyHub.Grains.Signals;

/// <summary>
/// What every event type means, as data: the table of docs/device-contract.md, which a test compares with this one, and the
/// types that the hub makes itself. The type is the title key as well: screens translate <c>event.{type}</c>.
/// </summary>
internal static class EventTable
{
    public const string DeviceSilent = "device.silent";
    public const string DeviceReturned = "device.returned";
    public const string CameraUnobserved = "camera.unobserved";
    public const string CameraObserved = "camera.observed";
    public const string Chattering = "device.chattering";
    public const string ChatteringEnded = "device.chattering-ended";
    public const string BatteryOk = "device.battery-ok";
    public const string PowerBack = "device.power-back";

    public const string NotBack = "risk.not-back";
    public const string Decline = "risk.decline";

    public const string BatteryCause = "battery";
    public const string PowerCause = "power";

    /// <summary>What happens to a type that nobody told the hub about: it is kept and shown.</summary>
    public static EventRule Unknown { get; } = new("unknown", Raise) { Category = IncidentCategory.Unknown, Severity = Low };

    private static readonly FrozenDictionary<string, EventRule> ByType = Rows().ToFrozenDictionary(row => row.Type, StringComparer.Ordinal);

    public static IReadOnlyCollection<EventRule> All => ByType.Values;

    /// <summary>The row of a type, or <see cref="Unknown"/>.</summary>
    public static EventRule Find(string type) => ByType.GetValueOrDefault(type, Unknown);

    private static IEnumerable<EventRule> Rows() =>
        [.. Emergencies(), .. DailyLife(), .. Cameras(), .. LifeCycle(), .. Devices(), .. Internal()];

    private static EventRule[] Emergencies() =>
    [
        new("sos.hand-hold", Raise) { Category = Sos, Severity = Critical, From = Robot, SayKey = SayKeys.HelpIsComing },
        new("sos.voice", Raise) { Category = Sos, Severity = Critical, From = Robot | Speaker, SayKey = SayKeys.HelpIsComing },
        new("sos.button", Raise) { Category = Sos, Severity = Critical, SayKey = SayKeys.HelpIsComing },
        new("sos.abort", TakeBack) { Category = Sos, SayKey = SayKeys.TakenBack },
        new("fall", Raise) { Category = Fall, Severity = Critical, From = Robot | Sensor | Camera, SayKey = SayKeys.Fall },
        new("fire", Raise) { Category = Fire, Severity = Critical, From = Sensor | Camera, SayKey = SayKeys.Fire, Cases = [GuessedFromPicture] },
        new("smoke", Raise) { Category = Fire, Severity = Critical, From = Sensor | Camera, SayKey = SayKeys.Fire, Cases = [GuessedFromPicture] },
        new("gas", Raise) { Category = Fire, Severity = Critical, From = Sensor | Camera, SayKey = SayKeys.Gas },
        new("distress.sound", Raise) { Category = Distress, Severity = High, From = Speaker },
    ];

    // Colours and movement can only hint at a fire: the desk looks at the picture, nobody outside is called before.
    private static FieldCase GuessedFromPicture => new("basis", "picture") { Severity = Medium };

    private static EventRule[] DailyLife() =>
    [
        new("inactivity", Set) { Category = Inactivity, From = Robot | Speaker | Sensor, HoursSinceField = "since" },
        new("checkin.answer", Raise)
        {
            // An answer that is neither ok nor help is treated as none: nobody has said that all is well.
            Category = CheckIn, Severity = High, From = Robot | Speaker,
            Cases =
            [
                new("answer", "help") { Severity = Critical, SayKey = SayKeys.HelpIsComing },
                new("answer", "ok") { Effect = Activity, Clears = [CheckIn, Inactivity] },
            ],
        },
        new("medication.missed", Raise) { Category = Routine, From = Robot, Repeats = [new(3, Medium), new(5, High)] },
        new("meal.missed", Raise) { Category = Routine, From = Robot, Repeats = [new(3, Medium), new(5, High)] },
        new("medication.taken", Activity) { From = Robot, Clears = [Routine, Inactivity] },
        new("meal.taken", Activity) { From = Robot, Clears = [Routine, Inactivity] },
        new("mood", Trend) { From = Robot, Clears = [Inactivity] },
        new("sentiment.negative", Raise)
        {
            Category = Mood, Severity = Low, From = Speaker, Cases = [new("category", "self-harm") { Severity = High }],
        },
        // Lying down and going out are activity too: the hours without a sign count from there.
        Life("sleep.start"), Life("sleep.end"), Life("outing.start"), Life("outing.end"), Life("touch"), Life("conversation"),
    ];

    private static EventRule Life(string type) => new(type, Activity) { From = Robot | Speaker, Clears = [Inactivity] };

    private static EventRule[] Cameras() =>
    [
        new("lying", Raise) { Category = Fall, Severity = High, From = Camera },
        new("intrusion", Raise) { Category = Intrusion, Severity = High, From = Camera },
        new("fight", Raise) { Category = Intrusion, Severity = High, From = Camera },
        new("loitering", Raise) { Category = Intrusion, Severity = Medium, From = Camera },
        new("line-crossing", Raise) { Category = Intrusion, Severity = Medium, From = Camera },
        new("wandering", Raise) { Category = Intrusion, Severity = Low, From = Camera },
        new("crowd", Raise) { Category = Crowd, Severity = Medium, From = Camera, Cause = "crowd" },
        new("crowd.ended", Clear) { Category = Crowd, From = Camera, Ends = "crowd" },
        new("abandoned", Raise) { Category = Abandoned, Severity = Medium, From = Camera },
        new("person", Attention) { From = Camera },
        new("vehicle", Attention) { From = Camera },
        new("camera.blind", Raise) { Category = CameraFault, Severity = Medium, From = Camera, Cause = "blind" },
        new("camera.moved", Raise) { Category = CameraFault, Severity = Medium, From = Camera, Cause = "moved" },
        new("camera.frozen", Raise) { Category = CameraFault, Severity = Medium, From = Camera, Cause = "frozen" },
        new("camera.gone", Raise) { Category = DeviceSilence, Severity = Medium, From = Camera },
    ];

    private static EventRule[] LifeCycle() =>
    [
        new("presence.after-alarm", Presence),
        new("intervention.complete", Intervention),
        new("device.test", Raise) { Category = Test, Severity = Low, IsTest = true },
    ];

    private static EventRule[] Devices() =>
    [
        new("device.battery-low", Set) { Category = DeviceFault, Severity = Low, Cause = BatteryCause },
        new("device.tamper", Raise) { Category = DeviceFault, Severity = Medium, Cause = "tamper" },
        new("device.power-lost", Raise) { Category = DeviceFault, Severity = Medium, Cause = PowerCause },
    ];

    private static EventRule[] Internal() =>
    [
        // A silent device says nothing about the person: the home is unobserved, not safe.
        new(DeviceSilent, Raise)
        {
            Category = DeviceSilence, Severity = Medium, SeverityAtPlace = Low, IsInternal = true,
        },
        new(DeviceReturned, Clear) { Category = DeviceSilence, IsInternal = true },
        // A camera that the hub analyses is heard by its pictures: without them its place is unobserved.
        new(CameraUnobserved, Raise) { Category = DeviceSilence, Severity = Medium, SeverityAtPlace = Low, IsInternal = true },
        new(CameraObserved, Clear) { Category = DeviceSilence, IsInternal = true },
        new(Chattering, Raise) { Category = DeviceFault, Severity = Low, Cause = "chattering", IsInternal = true },
        new(ChatteringEnded, Clear) { Category = DeviceFault, Ends = "chattering", IsInternal = true },
        new(BatteryOk, Clear) { Category = DeviceFault, Ends = BatteryCause, IsInternal = true },
        new(PowerBack, Clear) { Category = DeviceFault, Ends = PowerCause, IsInternal = true },
        // What the hub concludes about a person from several signs, or from their absence (see Grains/Risk).
        new(NotBack, Raise) { Category = CheckIn, Severity = Medium, IsInternal = true },
        new(Decline, Raise) { Category = Routine, Severity = Low, IsInternal = true },
        new("risk.combination", Raise) { Category = CheckIn, Severity = Medium, IsInternal = true },
        new("risk.wandering", Raise) { Category = CheckIn, Severity = High, IsInternal = true },
        new("camera.restored", Clear) { Category = CameraFault, Ends = EventRule.AnyCause, From = Camera, IsInternal = true },
    ];
}
