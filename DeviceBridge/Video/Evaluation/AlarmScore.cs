namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>What an alarm was.</summary>
internal enum AlarmVerdict
{
    /// <summary>The first alarm of an event.</summary>
    Right,

    /// <summary>Another alarm of an event that was found already: neither right nor false.</summary>
    Repeated,

    /// <summary>No event is there.</summary>
    False,
}

/// <summary>An alarm with its verdict.</summary>
internal readonly record struct JudgedAlarm(int Alarm, AlarmVerdict Verdict, int? Event);

/// <summary>One clip's alarms against its events.</summary>
/// <param name="Alarms">Every alarm, in the order given.</param>
/// <param name="Missed">Indices of the events that nothing found.</param>
internal sealed record ClipScore(IReadOnlyList<JudgedAlarm> Alarms, IReadOnlyList<int> Missed)
{
    /// <summary>
    /// An alarm is right when it lies between <c>from - before</c> and <c>to + after</c> of an event of its type. Of several events it takes the
    /// one whose time is up first, so that an early alarm does not take a later event from the next one.
    /// </summary>
    public static ClipScore Judge(IReadOnlyList<(string Type, TimeSpan At)> alarms, IReadOnlyList<LabelledEvent> events, AlarmWindow window)
    {
        var found = new bool[events.Count];
        var judged = new JudgedAlarm[alarms.Count];
        foreach (var i in Enumerable.Range(0, alarms.Count).OrderBy(i => alarms[i].At))
        {
            var fitting = Enumerable.Range(0, events.Count).Where(e => Fits(alarms[i], events[e], window)).OrderBy(e => events[e].To).ToList();
            var open = fitting.FindIndex(e => !found[e]);
            if (open >= 0)
                found[fitting[open]] = true;
            judged[i] = open >= 0 ? new JudgedAlarm(i, AlarmVerdict.Right, fitting[open])
                : fitting.Count > 0 ? new JudgedAlarm(i, AlarmVerdict.Repeated, fitting[0])
                : new JudgedAlarm(i, AlarmVerdict.False, null);
        }
        return new ClipScore(judged, [.. Enumerable.Range(0, events.Count).Where(e => !found[e])]);
    }

    private static bool Fits((string Type, TimeSpan At) alarm, LabelledEvent happening, AlarmWindow window) =>
        alarm.Type == happening.Type && alarm.At >= happening.From - window.Before && alarm.At <= happening.To + window.After;
}
