using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Duty;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Alerts.Push;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Secrets;
using SafetyHub.Testing;

namespace SafetyHub.Silo.Tests.Support;

/// <summary>The alert channels wired as the hub wires them, with a caseworker whose subscriptions the test holds.</summary>
internal sealed class PushBench : IDisposable
{
    public const string Caseworker = "park";
    private readonly TempDirectory _data = new();
    private readonly ServiceProvider _services;

    public PushBench(PushSection? push = null, AlertsSection? alerts = null)
    {
        var worker = Answers.Of<ICaseworkerGrain>(
            ("Get", _ => Task.FromResult<CaseworkerProfile?>(new CaseworkerProfile("박", "deogyang", "ko"))),
            ("Subscriptions", _ => Task.FromResult<IReadOnlyList<PushSubscription>>([.. Subscriptions])),
            ("Unsubscribe", a => Run(() => Subscriptions.RemoveAll(s => s.Endpoint == (string)a[0]!))),
            ("PushTaken", a => Run(() => Taken.Add((string)a[0]!))));
        var (factory, stubs) = GrainStubs.Create();
        stubs.With(GrainKeys.Caseworker(Caseworker), worker);
        var options = new HubOptions
        {
            DataDirectory = _data.Path,
            Alerts = (alerts ?? new AlertsSection()) with { Push = push ?? new PushSection { AllowLoopback = true } },
        };
        var services = new ServiceCollection();
        services.AddSingleton(options).AddSingleton(factory).AddSingleton<TimeProvider>(Clock).AddLogging(l => l.ClearProviders());
        services.AddSingleton(Answers.Of<IAlertOutbox>());
        services.AddHubSecrets(options with { Roles = HubRoles.Silo });
        services.AddHubAlerts(options).AddHubAlertDispatch();
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(Samples.Noon);

    public List<PushSubscription> Subscriptions { get; } = [];

    public List<string> Taken { get; } = [];

    public WebPushChannel Channel => _services.GetRequiredService<WebPushChannel>();

    public VapidKeys Vapid => _services.GetRequiredService<VapidKeys>();

    public WebhookChannel Webhook => _services.GetServices<IAlertSender>().OfType<WebhookChannel>().Single();

    public void Dispose()
    {
        _services.Dispose();
        _data.Dispose();
    }

    private static Task Run(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
