using SafetyHub.Alerts;
using SafetyHub.Silo.Alerts.Push;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Alerts;

/// <summary>Wires the alert channels.</summary>
public static class AlertsRegistration
{
    /// <summary>Adds the ways out and their administration, which every process offers.</summary>
    public static IServiceCollection AddHubAlerts(this IServiceCollection services, HubOptions options)
    {
        services.AddSingleton(options.Alerts);
        services.AddSingleton(_ => new PushGuard(options.Alerts.Push));
        services.AddSingleton<VapidKeys>();
        services.AddSingleton<PushClient>();
        services.AddSingleton<WebPushChannel>();
        services.AddSingleton<IAlertAdministration, AlertAdministration>();
        AddClients(services, options.Alerts);
        return services;
    }

    /// <summary>Adds the dispatcher that works the outbox off; for the role silo.</summary>
    public static IServiceCollection AddHubAlertDispatch(this IServiceCollection services)
    {
        services.AddSingleton<IAlertSender, ScreenChannel>();
        services.AddSingleton<IAlertSender, VoiceChannel>();
        services.AddSingleton<IAlertSender>(p => p.GetRequiredService<WebPushChannel>());
        services.AddSingleton<IAlertSender, WebhookChannel>();
        services.AddSingleton<AlertRecorder>();
        return services.AddHostedService(p => ActivatorUtilities.CreateInstance<AlertDispatcher>(p, [Channels(p)]));
    }

    private static ChannelDispatch[] Channels(IServiceProvider p) =>
        p.GetServices<IAlertSender>().Select(sender => ActivatorUtilities.CreateInstance<ChannelDispatch>(p, sender)).ToArray();

    private static void AddClients(IServiceCollection services, AlertsSection options)
    {
        // A push endpoint is as good as a key to somebody's phone: the client's own log lines would show it.
        services.AddHttpClient(PushClient.Client, c => c.Timeout = Timeout.InfiniteTimeSpan).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(p => p.GetRequiredService<PushGuard>().CreateHandler());
        services.AddHttpClient(WebhookChannel.Client, c => c.Timeout = options.AttemptTimeout).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 16 });
    }
}
