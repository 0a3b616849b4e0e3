using System.ComponentModel.DataAnnotations;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Alerts;

/// <summary>How alerts go out. Section <c>SafetyHub:Alerts</c>.</summary>
public sealed record AlertsSection : IValidatableObject
{
    /// <summary>Alerts of one channel that are on their way at once, 1 to 64; more wait in the outbox. Default 16.</summary>
    [Range(1, 64)]
    public int ParallelPerChannel { get; init; } = 16;

    /// <summary>How long one attempt may take, 1 s to 30 s. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait after the first failed attempt, 100 ms to 1 min; it doubles with each further one. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan FirstRetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between two attempts, 1 s to 1 h. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Web Push to caseworkers' phones.</summary>
    public Push.PushSection Push { get; init; } = new();

    /// <summary>Signed calls to other systems, by name.</summary>
    public Dictionary<string, WebhookSection> Webhooks { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (LongestRetryAfter < FirstRetryAfter)
            yield return new ValidationResult("must not be shorter than FirstRetryAfter", [nameof(LongestRetryAfter)]);
    }
}

/// <summary>A system that is told of alerts by a signed HTTP call. Section <c>SafetyHub:Alerts:Webhooks:{name}</c>.</summary>
public sealed record WebhookSection : IValidatableObject
{
    /// <summary>Where the call goes: an http or https URL. The operator names it, so it may lie in the own network.</summary>
    public string Url { get; init; } = "";

    /// <summary>Key of the signature, at least 16 characters; the receiver has the same one.</summary>
    public string Secret { get; init; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!HubConfiguration.IsHttpUrl(Url)) yield return new ValidationResult("must be an http or https URL", [nameof(Url)]);
        if (Secret.Length < 16) yield return new ValidationResult("must have at least 16 characters", [nameof(Secret)]);
    }

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => Url;
}
