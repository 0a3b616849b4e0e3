using System.ComponentModel.DataAnnotations;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Alerts.Push;

/// <summary>Web Push to caseworkers' phones. Section <c>SafetyHub:Alerts:Push</c>.</summary>
public sealed record PushSection : IValidatableObject
{
    /// <summary>
    /// Whom a push service may ask when something is wrong with this hub: a <c>mailto:</c> or <c>https:</c> address. Some services refuse
    /// messages without a real one. Default <c>mailto:safetyhub@localhost</c>.
    /// </summary>
    public string Contact { get; init; } = "mailto:safetyhub@localhost";

    /// <summary>
    /// Hosts that pushes may go to, separated by commas; <c>*.</c> at the start stands for any host below. Empty = push goes nowhere.
    /// Default: the services of the browsers' makers.
    /// </summary>
    public string AllowedHosts { get; init; } = "fcm.googleapis.com,*.push.services.mozilla.com,web.push.apple.com,*.notify.windows.com";

    /// <summary>For tests alone: also push to this machine, over plain http. Default false.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>How long a push service keeps a message for a phone that is off, 30 s to 1 h. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "01:00:00")]
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(Contact, UriKind.Absolute, out var contact) || contact.Scheme is not ("mailto" or "https"))
            yield return new ValidationResult("must be a mailto: or https: address", [nameof(Contact)]);
        foreach (var host in HubConfiguration.Words(AllowedHosts).Where(h => Uri.CheckHostName(WithoutStar(h)) != UriHostNameType.Dns))
            yield return new ValidationResult($"'{host}' is not a host name", [nameof(AllowedHosts)]);
    }

    private static string WithoutStar(string host) => host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
}
