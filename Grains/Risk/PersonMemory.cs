using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <summary>
/// All that a story remembers. Plain and settable, fields are only ever added; every list has a bound, so that a person costs a few
/// kilobytes however much happens. Times are UTC in whole seconds since 1970, 0 = never.
/// </summary>
public sealed class PersonMemory
{
    /// <summary>Bound of <see cref="Known"/>.</summary>
    public const int MostKnown = 24;
    /// <summary>Bound of <see cref="Marks"/>.</summary>
    public const int MostMarks = 24;
    /// <summary>Bound of <see cref="Facts"/>: kinds of observation; the one seen least recently goes.</summary>
    public const int MostFacts = 24;
    /// <summary>Bound of <see cref="Watchers"/>.</summary>
    public const int MostWatchers = 16;
    /// <summary>Bound of <see cref="Decisions"/>.</summary>
    public const int MostDecisions = 8;

    /// <summary>Newest time that was seen.</summary>
    public long Now { get; set; }
    /// <summary>Last sign that the person is up and about.</summary>
    public long LastSign { get; set; }
    /// <summary>Since when at least one device watches again, after none did.</summary>
    public long ObservedSince { get; set; }
    /// <summary>Asleep since, by word of a device; 0 = not.</summary>
    public long AsleepSince { get; set; }
    /// <summary>When a device last said that the person got up.</summary>
    public long AwakeSince { get; set; }
    /// <summary>Out since; 0 = not.</summary>
    public long AwaySince { get; set; }
    /// <summary>True when a door was the last sign: the person may have gone out.</summary>
    public bool LastSignWasDoor { get; set; }
    /// <summary>True once somebody was told that the person is not back.</summary>
    public bool NotBackTold { get; set; }
    /// <summary>Last of each kind of observation.</summary>
    public Dictionary<string, FactMark> Facts { get; set; } = [];
    /// <summary>Observations that rules count, oldest first.</summary>
    public List<CountMark> Marks { get; set; } = [];
    /// <summary>Devices that have shown signs of life, and whether they are silent.</summary>
    public Dictionary<string, WatcherMark> Watchers { get; set; } = [];
    /// <summary>What is suspected.</summary>
    public List<ConcernMark> Concerns { get; set; } = [];
    /// <summary>The open question, or null; one at a time.</summary>
    public QuestionMark? Question { get; set; }
    /// <summary>Questions asked within the last day.</summary>
    public List<long> Asked { get; set; } = [];
    /// <summary>When each combination last came true.</summary>
    public Dictionary<string, long> Fired { get; set; } = [];
    /// <summary>Hashes of the newest signals that were weighed.</summary>
    public List<long> Known { get; set; } = [];
    /// <summary>The newest decisions, oldest first.</summary>
    public List<RiskDecision> Decisions { get; set; } = [];
    /// <summary>How the days usually go.</summary>
    public RhythmMark Rhythm { get; set; } = new();
}

/// <summary>The last of a kind of observation.</summary>
public sealed class FactMark
{
    /// <summary>When.</summary>
    public long At { get; set; }
    /// <summary>By which device.</summary>
    public string By { get; set; } = "";
    /// <summary>The one before it, by another device.</summary>
    public long OtherAt { get; set; }
}

/// <summary>An observation that rules count.</summary>
public sealed class CountMark
{
    /// <summary>What.</summary>
    public string What { get; set; } = "";
    /// <summary>When.</summary>
    public long At { get; set; }
}

/// <summary>A device that shows signs of life.</summary>
public sealed class WatcherMark
{
    /// <summary>What it is.</summary>
    public DeviceKind Kind { get; set; }
    /// <summary>Last heard of.</summary>
    public long At { get; set; }
    /// <summary>Silent since; 0 = not.</summary>
    public long SilentSince { get; set; }
}

/// <summary>A suspicion of one category.</summary>
public sealed class ConcernMark
{
    /// <summary>Bound of <see cref="Evidence"/>; the oldest goes.</summary>
    public const int MostEvidence = 12;

    /// <summary>What is suspected.</summary>
    public IncidentCategory Category { get; set; }
    /// <summary>What speaks for it and against it.</summary>
    public List<EvidenceMark> Evidence { get; set; } = [];
    /// <summary>Severity with which humans have it; null = they do not.</summary>
    public Severity? Raised { get; set; }
    /// <summary>Since when.</summary>
    public long RaisedAt { get; set; }
    /// <summary>Name of the incident.</summary>
    public string Title { get; set; } = "";
    /// <summary>The device it began with.</summary>
    public string Device { get; set; } = "";
    /// <summary>What that is.</summary>
    public DeviceKind Kind { get; set; }
    /// <summary>Inactivity: the rung of the ladder that was acted on, 0 to 3.</summary>
    public int Rung { get; set; }
    /// <summary>Inactivity: when the first question is asked once more; 0 = it is not, -1 = it was.</summary>
    public long AskAgainAt { get; set; }
}

/// <summary>One thing that speaks for a suspicion, or with a negative weight against it.</summary>
public sealed class EvidenceMark
{
    /// <summary>Name of the rule.</summary>
    public string Rule { get; set; } = "";
    /// <summary>When.</summary>
    public long At { get; set; }
    /// <summary>Weight when fresh.</summary>
    public double Weight { get; set; }
    /// <summary>How long it weighs in full, in seconds.</summary>
    public long Hold { get; set; }
    /// <summary>In what time it then loses half its weight, in seconds.</summary>
    public long HalfLife { get; set; }
    /// <summary>The device.</summary>
    public string By { get; set; } = "";
    /// <summary>How often a cross-check was met so far.</summary>
    public int Count { get; set; }
}

/// <summary>A question that is open.</summary>
public sealed class QuestionMark
{
    /// <summary>Its id.</summary>
    public string Id { get; set; } = "";
    /// <summary>What it is about; more than one where something else came up meanwhile.</summary>
    public List<IncidentCategory> About { get; set; } = [];
    /// <summary>Which attempt runs.</summary>
    public int Attempt { get; set; }
    /// <summary>How many there are at most.</summary>
    public int Attempts { get; set; }
    /// <summary>How long each waits, in seconds.</summary>
    public int Wait { get; set; }
    /// <summary>When the first was asked.</summary>
    public long AskedAt { get; set; }
    /// <summary>When the running one ends.</summary>
    public long Until { get; set; }
    /// <summary>Which device asks now.</summary>
    public string Device { get; set; } = "";
    /// <summary>Devices that could not ask.</summary>
    public List<string> Failed { get; set; } = [];
}

/// <summary>How the days usually go; see <see cref="Rhythm"/>.</summary>
public sealed class RhythmMark
{
    /// <summary>Last hour learnt from, in whole hours since 1970.</summary>
    public long Hour { get; set; }
    /// <summary>Hours learnt from so far.</summary>
    public int Learnt { get; set; }
    /// <summary>How long it has usually been quiet at most: 24 hours of any day, then 7 x 24 from Monday; in tenths of an hour.</summary>
    public byte[] Quiet { get; set; } = [];
    /// <summary>Times that each weekday's hours were learnt from, from Monday.</summary>
    public byte[] Weeks { get; set; } = [];
    /// <summary>Last ten minutes with a sign, counted since 1970.</summary>
    public long LastPart { get; set; }
    /// <summary>Ten minutes with a sign so far today.</summary>
    public int ActiveToday { get; set; }
    /// <summary>Hours that counted so far today.</summary>
    public int HoursToday { get; set; }
    /// <summary>Share of active time over the last weeks.</summary>
    public double Usual { get; set; }
    /// <summary>Share of active time over the last days.</summary>
    public double Recent { get; set; }
    /// <summary>Days learnt from so far.</summary>
    public int Days { get; set; }
    /// <summary>Days in a row on which the recent share was far below the usual.</summary>
    public int PoorDays { get; set; }
}
