namespace SafetyHub.Incidents;

/// <summary>One line of an incident's append-only timeline.</summary>
/// <param name="Sequence">1 for the first.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who did it: <c>hub</c>, <c>device:{id}</c>, <c>user:{name}</c>, <c>token:{name}</c>.</param>
/// <param name="Kind">What happened: the entry's type name, for example <c>IncidentAcknowledged</c>.</param>
/// <param name="DetailJson">The entry's data, a JSON object.</param>
[GenerateSerializer, Immutable, Alias("hub.TimelineEntry")]
public sealed record TimelineEntry(
    [property: Id(0)] int Sequence,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Kind,
    [property: Id(4)] string DetailJson);
