using Microsoft.Extensions.Options;
using SafetyHub.Alerts;
using SafetyHub.Escalation;
using SafetyHub.Grains.Escalation;
using SafetyHub.Grains.Incidents;

namespace SafetyHub.Grains.Alerts;

/// <summary>
/// Turns entries into the alerts that go with them. A pure function of the entries, so a decision that is taken again orders the same alerts
/// under the same ids.
/// </summary>
internal sealed class AlertOrders(IOptions<EscalationOptions> options)
{
    /// <summary>Key of the words a device says: help was asked for and is coming.</summary>
    public const string HelpIsComing = "say.help-is-coming";

    private const string Desk = "desk:1", SecondDesk = "desk:2", Supervisor = "supervisor", AllWebhooks = "webhook:*";

    /// <summary>The alerts of these entries, which led to this state.</summary>
    public IReadOnlyList<AlertOrder> For(IncidentState state, IReadOnlyList<LoggedEntry> entries) =>
        [.. entries.SelectMany(e => OfEntry(state, e))];

    private IEnumerable<AlertOrder> OfEntry(IncidentState state, LoggedEntry logged) => logged.Entry switch
    {
        StepFired e => OfStep(state, logged.At, $"r{e.Round}.s{e.Step}", e.Target, e.Duty),
        EscalatedByPerson e => OfStep(state, logged.At, $"r{e.Round}.s{e.Step}", e.Target, e.Duty),
        DeskAlerted e => [Order(state, logged.At, $"r{state.Round}.{e.Severity}.v{state.Version}", AlertChannel.Screen, Desk, null)],
        VoiceChosen { Device: { } device } => [Voice(state, logged.At, device)],
        _ => [],
    };

    private IEnumerable<AlertOrder> OfStep(IncidentState state, DateTimeOffset at, string occasion, StepTarget target, DutyAnswer? duty)
    {
        foreach (var (channel, recipient) in Recipients(target, duty))
        {
            // A test runs the whole path, but pages nobody outside.
            if (!state.IsTest || channel == AlertChannel.Screen) yield return Order(state, at, occasion, channel, recipient, target);
        }
    }

    private static IEnumerable<(AlertChannel Channel, string Recipient)> Recipients(StepTarget target, DutyAnswer? duty) => target switch
    {
        StepTarget.OperatorDesk => [(AlertChannel.Screen, Desk)],
        StepTarget.SecondDesk => [(AlertChannel.Screen, SecondDesk)],
        StepTarget.Supervisor => [(AlertChannel.Screen, Supervisor), (AlertChannel.Webhook, AllWebhooks)],
        StepTarget.CaseworkerOnDuty when duty is { Caseworkers.Count: > 0 } =>
            [.. duty.Caseworkers.Select(id => (AlertChannel.WebPush, "worker:" + id)), (AlertChannel.Webhook, AllWebhooks)],
        // Nobody on duty is no reason to tell nobody.
        StepTarget.CaseworkerOnDuty => [(AlertChannel.Screen, Supervisor), (AlertChannel.Webhook, AllWebhooks)],
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "Unknown target"),
    };

    private AlertOrder Voice(IncidentState state, DateTimeOffset at, string device) =>
        Order(state, at, "voice", AlertChannel.Voice, "device:" + device, null) with
        {
            Text = HelpIsComing,
            ExpiresAt = at + options.Value.VoiceLifetime,
        };

    private AlertOrder Order(
        IncidentState state, DateTimeOffset at, string occasion, AlertChannel channel, string recipient, StepTarget? target) => new(
        $"{state.Id}.{occasion}.{channel}.{recipient}", state.Id, channel, recipient, target, state.Severity, state.TitleKey,
        state.Subject.District, state.Language, Text: null, at, at + options.Value.AlertLifetime);
}
