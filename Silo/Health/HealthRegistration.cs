using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Risk;

namespace SafetyHub.Silo.Health;

/// <summary>
/// Wires health. A room adds a part by registering an <see cref="IHealthCheck"/> under the part's name: degraded keeps the hub ready, unhealthy does not.
/// </summary>
public static class HealthRegistration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Adds the checks that fit the roles.</summary>
    public static IServiceCollection AddHubHealth(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton<LoopAuditor>();
        services.AddSingleton<HealthReporter>();
        services.AddSingleton<ThreadPoolWatch>();
        services.AddHostedService(p => p.GetRequiredService<ThreadPoolWatch>());
        var checks = services.AddHealthChecks()
            .AddCheck<LivenessCheck>("process", tags: [HealthReporter.Live], timeout: Patience)
            .AddCheck<RolesCheck>("roles", timeout: Patience)
            .AddCheck<ClusterCheck>("cluster", timeout: Patience)
            .AddCheck<LoopsCheck>("loops", timeout: Patience);
        if (options.Has(HubRoles.Silo)) checks.AddCheck<OutboxCheck>("alerts", timeout: Patience).AddCheck<CamerasCheck>("cameras", timeout: Patience)
            .AddCheck<RiskRulesCheck>("risk-rules", timeout: Patience);
        return services;
    }

    /// <summary>Opens <c>/health/live</c> and <c>/health/ready</c> to everybody.</summary>
    public static void MapHubHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        health.MapGet("/live", (HealthReporter reporter) => AnswerAsync(reporter.LiveAsync()));
        health.MapGet("/ready", (HealthReporter reporter) => AnswerAsync(reporter.ReadyAsync()));
    }

    private static async Task<JsonHttpResult<HealthAnswer>> AnswerAsync(Task<HealthReport> asked)
    {
        var report = await asked;
        var status = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return TypedResults.Json(HealthAnswer.Of(report), statusCode: status);
    }
}
