namespace SafetyHub.Incidents;

/// <summary>How bad it is; ordered.</summary>
public enum Severity
{
    /// <summary>Needs a look today.</summary>
    Low = 1,
    /// <summary>Needs a look this hour.</summary>
    Medium = 2,
    /// <summary>Needs a person within minutes.</summary>
    High = 3,
    /// <summary>Needs a person now.</summary>
    Critical = 4,
}

/// <summary>First axis: is what happened still going on?</summary>
public enum Condition
{
    /// <summary>It goes on, or nothing said that it ended.</summary>
    Active = 0,
    /// <summary>It ended by itself; somebody must still look.</summary>
    Cleared = 1,
}

/// <summary>Second axis: does a person own it?</summary>
public enum Handling
{
    /// <summary>Nobody does: the response plan runs.</summary>
    Unacknowledged = 0,
    /// <summary>Somebody does.</summary>
    Acknowledged = 1,
}

/// <summary>How it turned out, said when it is resolved.</summary>
public enum Outcome
{
    /// <summary>It was real.</summary>
    Real = 1,
    /// <summary>It was a false alarm.</summary>
    False = 2,
    /// <summary>It was a test.</summary>
    Test = 3,
    /// <summary>Nobody could be reached and nothing was found.</summary>
    NoAnswer = 4,
}

/// <summary>What an incident is about. One subject has at most one open incident per category.</summary>
public enum IncidentCategory
{
    /// <summary>A call for help by hand, voice or button.</summary>
    Sos = 1,
    /// <summary>A fall.</summary>
    Fall = 2,
    /// <summary>Fire, smoke or gas.</summary>
    Fire = 3,
    /// <summary>A scream, a crash, a groan.</summary>
    Distress = 4,
    /// <summary>No sign of activity for hours.</summary>
    Inactivity = 5,
    /// <summary>A check-in answered with help, or not answered.</summary>
    CheckIn = 6,
    /// <summary>Medication or meal missed.</summary>
    Routine = 7,
    /// <summary>Negative mood; self-harm talk.</summary>
    Mood = 8,
    /// <summary>A person where none may be, loitering, a fight.</summary>
    Intrusion = 9,
    /// <summary>Too many people.</summary>
    Crowd = 10,
    /// <summary>An object left behind.</summary>
    Abandoned = 11,
    /// <summary>A camera that cannot see.</summary>
    CameraFault = 12,
    /// <summary>A device that is silent: the home is unobserved, not safe.</summary>
    DeviceSilence = 13,
    /// <summary>Battery, tamper, power.</summary>
    DeviceFault = 14,
    /// <summary>An event type the hub does not know.</summary>
    Unknown = 15,
    /// <summary>A test of the whole path.</summary>
    Test = 16,
}
