using SafetyHub.Alerts;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Alerts;

/// <summary>One channel's way out.</summary>
internal interface IAlertSender
{
    /// <summary>Its channel.</summary>
    AlertChannel Channel { get; }

    /// <summary>
    /// Makes one attempt. What went wrong is a value; an exception counts as a failed attempt too. The same alert may come twice: its id is the
    /// idempotency key towards the receiver.
    /// </summary>
    Task<SendOutcome> SendAsync(AlertOrder order, IncidentSnapshot incident, CancellationToken cancel);
}

/// <summary>What became of one attempt.</summary>
/// <param name="Kind">What.</param>
/// <param name="Detail">Short English reason, or null.</param>
/// <param name="RetryAfter">The receiver's own wish how long to wait, or null.</param>
internal sealed record SendOutcome(SendOutcomeKind Kind, string? Detail, TimeSpan? RetryAfter = null)
{
    public static SendOutcome Delivered(string? detail = null) => new(SendOutcomeKind.Delivered, detail);

    public static SendOutcome Retry(string detail, TimeSpan? after = null) => new(SendOutcomeKind.Retry, detail, after);

    public static SendOutcome GiveUp(string detail) => new(SendOutcomeKind.GiveUp, detail);

    public static SendOutcome NotNeeded(string detail) => new(SendOutcomeKind.NotNeeded, detail);
}

/// <summary>The ends of an attempt.</summary>
internal enum SendOutcomeKind
{
    /// <summary>The channel took it.</summary>
    Delivered = 0,
    /// <summary>Worth another attempt.</summary>
    Retry = 1,
    /// <summary>No further attempt can help.</summary>
    GiveUp = 2,
    /// <summary>There is nobody to tell; the incident's timeline is spared the line.</summary>
    NotNeeded = 3,
}
