using Microsoft.Extensions.Options;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.DeviceBridge.Mqtt;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>A wrong setting stops the start and says which.</summary>
public sealed class AdaptersOptionsTests
{
    [Fact]
    public void Source_ThatIsComplete_IsTaken()
    {
        Assert.Empty(Faults("frigate-1", new() { Host = "frigate", ApiUrl = "http://frigate:5000" }));
        Assert.Empty(Faults("town", new() { Kind = AdapterKind.Onvif, Way = AdapterWay.Embedded, Password = "sixteen-characters", TopicPrefix = "cameras/+" }));
        Assert.Empty(Faults("town", new() { Way = AdapterWay.HubBroker }, hubBroker: "broker"));
    }

    [Theory]
    [InlineData("Frigate 1", "name must be")]
    [InlineData("a", ":Host is missing")]
    public void Source_WithAWrongName_OrWithoutHost_IsNamed(string name, string fault) => Assert.Contains(Faults(name, new() { Host = name == "a" ? "" : "h" }), f => f.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Source_ThatCannotWork_IsNamed()
    {
        Fault(new() { Host = "h", TopicPrefix = "safetyhub" }, "device contract");
        Fault(new() { Host = "h", TopicPrefix = "frigate/+" }, "TopicPrefix");
        Fault(new() { Host = "h", Kind = AdapterKind.Onvif, TopicPrefix = "a+/b" }, "TopicPrefix");
        Fault(new() { Way = AdapterWay.HubBroker }, "names no broker");
        Fault(new() { Way = AdapterWay.Embedded, Password = "short" }, "at least 16");
        Fault(new() { Host = "h", ApiUrl = "ftp://frigate" }, "http or https");
        Fault(new() { Host = "h", ApiUrl = "http://user:pass@frigate" }, "without user name");
        Fault(new() { Host = "h", ApiUrl = "http://frigate", ApiUsername = "a" }, "belong together");
        Fault(new() { Host = "h", Kind = AdapterKind.Onvif, ApiUrl = "http://camera" }, "Frigate only");
        Fault(new() { Host = "h", AuthoritiesPath = "/nowhere.pem" }, "does not exist");
        Fault(new() { Host = "h", Port = 0 }, "between 1 and 65535");
        Assert.Contains(Faults("a", new() { Way = AdapterWay.Embedded, Password = "sixteen-characters" }, hubBroker: "broker"), f => f.Contains("take HubBroker", StringComparison.Ordinal));
    }

    private static void Fault(AdapterSourceOptions source, string part) => Assert.Contains(Faults("a", source), f => f.Contains(part, StringComparison.Ordinal));

    private static IEnumerable<string> Faults(string name, AdapterSourceOptions source, string hubBroker = "")
    {
        var mqtt = new MqttOptions();
        mqtt.Broker.Host = hubBroker;
        var options = new AdaptersOptions();
        options.Sources[name] = source;
        return new AdaptersOptionsValidator(Options.Create(mqtt)).Validate(null, options).Failures ?? [];
    }
}
