namespace SafetyHub.Alerts;

/// <summary>How an alert reaches a person.</summary>
public enum AlertChannel
{
    /// <summary>The control room's screens.</summary>
    Screen = 1,
    /// <summary>The person's own robot or speaker says it.</summary>
    Voice = 2,
    /// <summary>Web Push to a caseworker's phone.</summary>
    WebPush = 3,
    /// <summary>A signed HTTP call to another system.</summary>
    Webhook = 4,
}
