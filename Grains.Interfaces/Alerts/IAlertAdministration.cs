namespace SafetyHub.Alerts;

/// <summary>What the pages need of the alert channels.</summary>
public interface IAlertAdministration
{
    /// <summary>The hub's VAPID public key (RFC 8292), base64url, for the browser's subscription.</summary>
    ValueTask<string> VapidPublicKeyAsync(CancellationToken cancel);

    /// <summary>Sends a test push to every subscription of a caseworker; returns how many push services took it and how many did not.</summary>
    Task<PushTestResult> SendTestPushAsync(string caseworker, CancellationToken cancel);

    /// <summary>The newest alerts of an incident or of all, newest first, at most <paramref name="limit"/> (1 to 200).</summary>
    Task<IReadOnlyList<AlertStatus>> ListAsync(string? incidentId, int limit, CancellationToken cancel);
}

/// <summary>What became of a test push.</summary>
/// <param name="Taken">Subscriptions whose push service took it.</param>
/// <param name="Failed">Subscriptions whose push service did not.</param>
public sealed record PushTestResult(int Taken, int Failed);

/// <summary>An alert and its state.</summary>
/// <param name="Id">The alert; also its idempotency key.</param>
/// <param name="IncidentId">The incident.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Recipient">To whom (desk, user or device id).</param>
/// <param name="State">pending, delivered or failed.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="SettledAt">UTC, or null while pending.</param>
/// <param name="Detail">Last error, or null.</param>
public sealed record AlertStatus(
    string Id, string IncidentId, AlertChannel Channel, string Recipient, string State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? SettledAt, string? Detail);
