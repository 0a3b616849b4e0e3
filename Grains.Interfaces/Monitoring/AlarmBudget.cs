namespace SafetyHub.Monitoring;

/// <summary>
/// How much a position is asked to bear, measured as ISA-18.2 does: alarms that rang at this position. A group rings once; what is only shown on the
/// wall is no alarm.
/// </summary>
/// <param name="Position">The position.</param>
/// <param name="At">When this was measured, UTC.</param>
/// <param name="LastTenMinutes">Alarms of the last 10 minutes.</param>
/// <param name="LastHour">Alarms of the last hour.</param>
/// <param name="HourlyLimit">The line: alarms an hour that a person can bear; default 6.</param>
/// <param name="AverageHourly">Average over the time since the measuring began, at most the last 24 hours.</param>
/// <param name="IsFlood">True from more than 10 alarms in 10 minutes until fewer than 5.</param>
/// <param name="FloodSince">UTC, or null.</param>
/// <param name="FloodShare">Share of the 10-minute windows of the last 24 hours with more than 10 alarms, 0..1.</param>
/// <param name="WorstTenMinutes">Most alarms within 10 minutes of the last 24 hours.</param>
/// <param name="Stage">What the hub does about it now.</param>
/// <param name="GroupedLastHour">Incidents of the last hour that went into groups instead of ringing.</param>
/// <param name="MovedLastHour">Alarms of the last hour that rang at another desk because this one was near its line.</param>
[GenerateSerializer, Immutable, Alias("hub.AlarmBudget")]
public sealed record AlarmBudget(
    [property: Id(0)] string Position,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] int LastTenMinutes,
    [property: Id(3)] int LastHour,
    [property: Id(4)] int HourlyLimit,
    [property: Id(5)] double AverageHourly,
    [property: Id(6)] bool IsFlood,
    [property: Id(7)] DateTimeOffset? FloodSince,
    [property: Id(8)] double FloodShare,
    [property: Id(9)] int WorstTenMinutes,
    [property: Id(10)] BudgetStage Stage,
    [property: Id(11)] int GroupedLastHour,
    [property: Id(12)] int MovedLastHour);

/// <summary>What the hub does to keep a desk bearable. Never touches critical incidents, calls for help, falls and fire.</summary>
public enum BudgetStage
{
    /// <summary>Every alarm rings by itself.</summary>
    Calm = 0,
    /// <summary>Half of the line is reached: low alarms are bundled by place.</summary>
    Grouping = 1,
    /// <summary>The line is near: medium and high alarms that are not protected are bundled too, and go to desks with room.</summary>
    Rebalancing = 2,
    /// <summary>A flood: bundles do not ring again until it is over.</summary>
    Flood = 3,
}
