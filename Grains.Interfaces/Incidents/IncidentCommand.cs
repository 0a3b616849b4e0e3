namespace SafetyHub.Incidents;

/// <summary>Something a person (or a program for one) does to an incident.</summary>
/// <param name="Actor">Who: <c>user:{name}</c> or <c>token:{name}</c>.</param>
/// <param name="IdempotencyKey">The same key on the same incident is carried out once; null = every call counts. At most 128 characters.</param>
[GenerateSerializer, Immutable, Alias("hub.IncidentCommand")]
public abstract record IncidentCommand([property: Id(0)] string Actor, [property: Id(1)] string? IdempotencyKey);

/// <summary>"I own it": stops escalation until it lapses.</summary>
[GenerateSerializer, Immutable, Alias("hub.Acknowledge")]
public sealed record Acknowledge(string Actor, string? IdempotencyKey) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Gives it back: escalation goes on.</summary>
[GenerateSerializer, Immutable, Alias("hub.Unacknowledge")]
public sealed record Unacknowledge(string Actor, string? IdempotencyKey) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Gives it to somebody, who still has to acknowledge it unless it is the actor.</summary>
/// <param name="Actor">Who does it.</param>
/// <param name="IdempotencyKey">See <see cref="IncidentCommand"/>.</param>
/// <param name="Assignee">To whom; null takes the assignment away.</param>
[GenerateSerializer, Immutable, Alias("hub.Assign")]
public sealed record Assign(string Actor, string? IdempotencyKey, [property: Id(0)] string? Assignee) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Goes to the next step of the response plan now.</summary>
[GenerateSerializer, Immutable, Alias("hub.Escalate")]
public sealed record Escalate(string Actor, string? IdempotencyKey) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Takes it out of the queue until a time; still evaluated and listed. Refused for critical incidents.</summary>
/// <param name="Actor">Who does it.</param>
/// <param name="IdempotencyKey">See <see cref="IncidentCommand"/>.</param>
/// <param name="Reason">Why, 1 to 500 characters.</param>
/// <param name="Until">End, UTC: in the future, at most 24 hours ahead.</param>
[GenerateSerializer, Immutable, Alias("hub.Shelve")]
public sealed record Shelve(string Actor, string? IdempotencyKey, [property: Id(0)] string Reason, [property: Id(1)] DateTimeOffset Until) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Puts it back into the queue before its time.</summary>
[GenerateSerializer, Immutable, Alias("hub.Unshelve")]
public sealed record Unshelve(string Actor, string? IdempotencyKey) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Adds a note.</summary>
/// <param name="Actor">Who does it.</param>
/// <param name="IdempotencyKey">See <see cref="IncidentCommand"/>.</param>
/// <param name="Text">1 to 2,000 characters.</param>
[GenerateSerializer, Immutable, Alias("hub.AddNote")]
public sealed record AddNote(string Actor, string? IdempotencyKey, [property: Id(0)] string Text) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Says how far the responder is. Acknowledges when nobody has; only forward.</summary>
/// <param name="Actor">Who does it.</param>
/// <param name="IdempotencyKey">See <see cref="IncidentCommand"/>.</param>
/// <param name="Progress">Accepted, OnTheWay, There or Done.</param>
[GenerateSerializer, Immutable, Alias("hub.ReportProgress")]
public sealed record ReportProgress(string Actor, string? IdempotencyKey, [property: Id(0)] ResponderProgress Progress) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Closes it with an outcome.</summary>
/// <param name="Actor">Who does it.</param>
/// <param name="IdempotencyKey">See <see cref="IncidentCommand"/>.</param>
/// <param name="Outcome">How it turned out.</param>
/// <param name="Note">What was found, at most 2,000 characters; required for a real or a false critical incident; may be null else.</param>
[GenerateSerializer, Immutable, Alias("hub.Resolve")]
public sealed record Resolve(string Actor, string? IdempotencyKey, [property: Id(0)] Outcome Outcome, [property: Id(1)] string? Note) : IncidentCommand(Actor, IdempotencyKey);

/// <summary>Why a command was refused; never silence.</summary>
public enum RefusalReason
{
    /// <summary>It was carried out.</summary>
    None = 0,
    /// <summary>There is no such incident.</summary>
    NotFound = 1,
    /// <summary>It is resolved; nothing but a note can be added.</summary>
    AlreadyResolved = 2,
    /// <summary>Somebody else owns it; the snapshot says who.</summary>
    AlreadyAcknowledged = 3,
    /// <summary>Nobody owns it.</summary>
    NotAcknowledged = 4,
    /// <summary>It is shelved already.</summary>
    AlreadyShelved = 5,
    /// <summary>It is not shelved.</summary>
    NotShelved = 6,
    /// <summary>A critical incident cannot be shelved.</summary>
    CriticalCannotBeShelved = 7,
    /// <summary>The plan has no further step.</summary>
    NoFurtherStep = 8,
    /// <summary>A time, text or step is out of its range.</summary>
    InvalidArgument = 9,
    /// <summary>The responder's progress only goes forward.</summary>
    ProgressGoesForward = 10,
    /// <summary>This outcome needs a note.</summary>
    NoteRequired = 11,
}

/// <summary>What a command led to.</summary>
/// <param name="Refusal">None when it was carried out.</param>
/// <param name="Detail">One English sentence for the caller when refused, or null.</param>
/// <param name="Incident">The incident afterwards, or null when there is none.</param>
[GenerateSerializer, Immutable, Alias("hub.CommandResult")]
public sealed record CommandResult(
    [property: Id(0)] RefusalReason Refusal,
    [property: Id(1)] string? Detail,
    [property: Id(2)] IncidentSnapshot? Incident);
