using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Bridge;
using SafetyHub.DeviceBridge.Mqtt.Intake;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>What every connection of the embedded broker shares.</summary>
internal sealed record BrokerParts(
    IOptions<MqttOptions> Options,
    SignIn SignIn,
    SessionTable Sessions,
    Greeter Greeter,
    ProvisioningDesk Provisioning,
    ForeignParts Foreign,
    DeviceIntake Intake,
    DownRouter Down,
    SecurityJournal Journal,
    TimeProvider Time,
    MqttMetrics Metrics)
{
    public MqttLimits Limits => Options.Value.Limits;
}
