using SafetyHub.Escalation;

namespace SafetyHub.Grains.Escalation;

/// <summary>Section <c>SafetyHub:Escalation</c>: who is alerted when, for each severity. Running incidents keep the plan they started with.</summary>
public sealed class EscalationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "SafetyHub:Escalation";

    /// <summary>Plan of critical incidents; must repeat. Default: desk now, second desk 60 s, supervisor 120 s, caseworker on duty 180 s; again after 120 s.</summary>
    public PlanOptions Critical { get; set; } = new() { AcknowledgementLapsesAfter = TimeSpan.FromMinutes(10) };

    /// <summary>Plan of high incidents; must repeat. Default: as critical, but an acknowledgement lapses after 15 min.</summary>
    public PlanOptions High { get; set; } = new() { AcknowledgementLapsesAfter = TimeSpan.FromMinutes(15) };

    /// <summary>Plan of medium incidents. Default: desk only, again after 15 min.</summary>
    public PlanOptions Medium { get; set; } = new()
    {
        RepeatAfter = TimeSpan.FromMinutes(15),
        AcknowledgementLapsesAfter = TimeSpan.FromHours(1),
    };

    /// <summary>Plan of low incidents. Default: desk only, again after 60 min.</summary>
    public PlanOptions Low { get; set; } = new()
    {
        RepeatAfter = TimeSpan.FromMinutes(60),
        AcknowledgementLapsesAfter = TimeSpan.FromHours(4),
    };

    /// <summary>Plan of tests of any severity; alerts screens only. Default: desk only, once.</summary>
    public PlanOptions Test { get; set; } = new()
    {
        RepeatAfter = TimeSpan.Zero,
        AcknowledgementLapsesAfter = TimeSpan.FromHours(4),
    };

    /// <summary>How long a step waits for the duty order before it alerts the supervisor instead. Default 2 s, 100 ms to 10 s.</summary>
    public TimeSpan DutyTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an alert is tried before it is given up. Default 1 h, 1 min to 24 h.</summary>
    public TimeSpan AlertLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long the words that help is coming stay true enough to be said. Default 2 min, 10 s to 1 h.</summary>
    public TimeSpan VoiceLifetime { get; set; } = TimeSpan.FromMinutes(2);
}

/// <summary>One response plan.</summary>
public sealed class PlanOptions
{
    /// <summary>Steps in order, 1 to 16; null or empty = the default steps of the severity.</summary>
    public IList<StepOptions>? Steps { get; set; }

    /// <summary>After the last step: how long until the first fires again. Default 120 s, 10 s to 24 h; 0 = never (not for critical and high).</summary>
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long an owner may do nothing before losing the incident again. 10 s to 24 h.</summary>
    public TimeSpan AcknowledgementLapsesAfter { get; set; } = TimeSpan.FromMinutes(15);
}

/// <summary>One step of a response plan.</summary>
public sealed class StepOptions
{
    /// <summary>Whom it alerts.</summary>
    public StepTarget Target { get; set; } = StepTarget.OperatorDesk;

    /// <summary>How long after the start of the round it fires, 0 s to 24 h; grows from step to step.</summary>
    public TimeSpan After { get; set; }
}
