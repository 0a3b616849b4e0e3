using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SafetyHub.Escalation;
using SafetyHub.Grains.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Tests.Escalation;

public sealed class EscalationOptionsTests
{
    [Fact]
    public void Options_Defaults_AreValid() =>
        Assert.True(new EscalationOptionsValidator().Validate(null, new EscalationOptions()).Succeeded);

    [Fact]
    public void Options_CriticalPlanThatDoesNotRepeat_IsRefused()
    {
        var options = new EscalationOptions { Critical = { RepeatAfter = TimeSpan.Zero } };
        Assert.Contains("Critical:RepeatAfter", new EscalationOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_ManyFaults_AreAllNamed()
    {
        var options = new EscalationOptions { DutyTimeout = TimeSpan.FromMinutes(1) };
        options.High.Steps = [new StepOptions { After = TimeSpan.FromSeconds(30) }, new StepOptions { After = TimeSpan.FromSeconds(30) }];
        options.Low.AcknowledgementLapsesAfter = TimeSpan.Zero;
        Assert.Equal(3, new EscalationOptionsValidator().Validate(null, options).Failures!.Count());
    }

    [Fact]
    public void Options_StepsFromConfiguration_ReplaceTheDefaults()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["SafetyHub:Escalation:Critical:Steps:0:Target"] = "Supervisor",
            ["SafetyHub:Escalation:Critical:Steps:0:After"] = "00:00:05",
            ["SafetyHub:Districts:0"] = "deogyang-gu",
        }).Build();
        using var provider = new ServiceCollection().AddHubGrains(configuration).BuildServiceProvider();
        var plan = provider.GetRequiredService<PlanBook>().For(Severity.Critical);
        Assert.Equal([new ResponseStep(StepTarget.Supervisor, TimeSpan.FromSeconds(5))], plan.Steps);
        Assert.Equal(["deogyang-gu"], provider.GetRequiredService<IOptions<SafetyHub.Grains.Monitoring.FeedOptions>>().Value.Districts);
    }
}
