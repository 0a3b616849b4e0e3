using Microsoft.Extensions.Options;
using SafetyHub.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Escalation;

/// <summary>The response plans that new incidents take their copy from.</summary>
internal sealed class PlanBook
{
    private static readonly ResponseStep[] DeskOnly = [new(StepTarget.OperatorDesk, TimeSpan.Zero)];

    private static readonly ResponseStep[] Everybody =
    [
        new(StepTarget.OperatorDesk, TimeSpan.Zero),
        new(StepTarget.SecondDesk, TimeSpan.FromSeconds(60)),
        new(StepTarget.Supervisor, TimeSpan.FromSeconds(120)),
        new(StepTarget.CaseworkerOnDuty, TimeSpan.FromSeconds(180)),
    ];

    private readonly ResponsePlan _low, _medium, _high, _critical;

    public PlanBook(IOptions<EscalationOptions> options) : this(options.Value)
    {
    }

    public PlanBook(EscalationOptions options)
    {
        _low = Plan("low", options.Low, DeskOnly);
        _medium = Plan("medium", options.Medium, DeskOnly);
        _high = Plan("high", options.High, Everybody);
        _critical = Plan("critical", options.Critical, Everybody);
        Test = Plan("test", options.Test, DeskOnly);
    }

    /// <summary>The plan of tests.</summary>
    public ResponsePlan Test { get; }

    /// <summary>The plan of a severity.</summary>
    public ResponsePlan For(Severity severity) => severity switch
    {
        Severity.Low => _low,
        Severity.Medium => _medium,
        Severity.High => _high,
        Severity.Critical => _critical,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "Unknown severity"),
    };

    /// <summary>True when both alert the same people at the same times, so that going over from one to the other need not begin anew.</summary>
    public static bool WalkTheSamePath(ResponsePlan a, ResponsePlan b) => a.RepeatAfter == b.RepeatAfter && a.Steps.SequenceEqual(b.Steps);

    private static ResponsePlan Plan(string name, PlanOptions options, ResponseStep[] defaults) => new(
        name,
        options.Steps is { Count: > 0 } steps ? [.. steps.Select(s => new ResponseStep(s.Target, s.After))] : defaults,
        options.RepeatAfter,
        options.AcknowledgementLapsesAfter);
}
