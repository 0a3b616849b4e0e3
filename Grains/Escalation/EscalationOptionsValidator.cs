using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Escalation;

/// <summary>Refuses plans that could leave an incident without anybody: reports every fault at once.</summary>
internal sealed class EscalationOptionsValidator : IValidateOptions<EscalationOptions>
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private const int MaxSteps = 16;

    public ValidateOptionsResult Validate(string? name, EscalationOptions options)
    {
        var faults = new List<string>();
        CheckPlan(faults, nameof(options.Critical), options.Critical, mustRepeat: true);
        CheckPlan(faults, nameof(options.High), options.High, mustRepeat: true);
        CheckPlan(faults, nameof(options.Medium), options.Medium, mustRepeat: false);
        CheckPlan(faults, nameof(options.Low), options.Low, mustRepeat: false);
        CheckPlan(faults, nameof(options.Test), options.Test, mustRepeat: false);
        CheckRange(faults, nameof(options.DutyTimeout), options.DutyTimeout, TimeSpan.FromMilliseconds(100), Shortest);
        CheckRange(faults, nameof(options.AlertLifetime), options.AlertLifetime, TimeSpan.FromMinutes(1), Day);
        CheckRange(faults, nameof(options.VoiceLifetime), options.VoiceLifetime, Shortest, TimeSpan.FromHours(1));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckPlan(List<string> faults, string name, PlanOptions plan, bool mustRepeat)
    {
        if (mustRepeat && plan.RepeatAfter == TimeSpan.Zero)
            faults.Add($"{EscalationOptions.Section}:{name}:{nameof(plan.RepeatAfter)} must not be 0: the plan repeats until somebody acknowledges");
        if (plan.RepeatAfter != TimeSpan.Zero) CheckRange(faults, $"{name}:{nameof(plan.RepeatAfter)}", plan.RepeatAfter, Shortest, Day);
        CheckRange(faults, $"{name}:{nameof(plan.AcknowledgementLapsesAfter)}", plan.AcknowledgementLapsesAfter, Shortest, Day);
        if (plan.Steps is { Count: > 0 } steps) CheckSteps(faults, $"{name}:{nameof(plan.Steps)}", steps);
    }

    private static void CheckSteps(List<string> faults, string name, IList<StepOptions> steps)
    {
        if (steps.Count > MaxSteps) faults.Add($"{EscalationOptions.Section}:{name} has {steps.Count} steps; at most {MaxSteps} are allowed");
        for (var i = 0; i < steps.Count; i++)
        {
            if (!Enum.IsDefined(steps[i].Target)) faults.Add($"{EscalationOptions.Section}:{name}:{i}:Target is not a known target");
            CheckRange(faults, $"{name}:{i}:After", steps[i].After, TimeSpan.Zero, Day);
            if (i > 0 && steps[i].After <= steps[i - 1].After) faults.Add($"{EscalationOptions.Section}:{name}:{i}:After must be longer than that of the step before");
        }
    }

    private static void CheckRange(List<string> faults, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most) faults.Add($"{EscalationOptions.Section}:{name} is {value}; it must lie between {least} and {most}");
    }
}
