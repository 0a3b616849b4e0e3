using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace SafetyHub.DeviceBridge.Mqtt.External;

/// <summary>Builds the CONNECT to the external broker. MQTT 5, because only there the broker heeds how many messages the bridge can hold.</summary>
internal static class BrokerConnect
{
    private const uint SessionSeconds = 7 * 24 * 3600;

    public static MqttClientOptions Options(ExternalBrokerOptions options, LanePlan plan)
    {
        var builder = Base(options)
            .WithClientId(plan.ClientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(SessionSeconds)
            .WithReceiveMaximum(plan.InFlight);
        if (plan.Will is not null)
        {
            builder.WithWillTopic(DeviceTopics.HubState).WithWillPayload(plan.Will).WithWillRetain()
                .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        }
        return builder.Build();
    }

    /// <summary>A connection that leaves nothing behind.</summary>
    public static MqttClientOptions Passing(ExternalBrokerOptions options, string clientId) => Base(options).WithClientId(clientId).WithCleanStart().Build();

    private static MqttClientOptionsBuilder Base(ExternalBrokerOptions options)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Host, options.Port)
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15));
        if (options.Username is not null) builder.WithCredentials(options.Username, options.Password);
        if (options.Tls) builder.WithTlsOptions(tls => Tls(tls, options));
        return builder;
    }

    private static void Tls(MqttClientTlsOptionsBuilder tls, ExternalBrokerOptions options)
    {
        tls.UseTls().WithTargetHost(options.Host);
        if (options.AuthoritiesPath is null) return;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(options.AuthoritiesPath);
        tls.WithTrustChain(authorities).WithRevocationMode(X509RevocationMode.NoCheck);
    }
}
