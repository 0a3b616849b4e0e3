using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace SafetyHub.DeviceBridge.Mqtt;

/// <summary>The meter <c>SafetyHub.Mqtt</c>. Safe for concurrent use.</summary>
internal sealed class MqttMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "SafetyHub.Mqtt";

    // Boxed once: a tag built per message would cost an allocation on the hot path.
    private static readonly FrozenDictionary<UpTopic, KeyValuePair<string, object?>> Topics =
        Enum.GetValues<UpTopic>().ToFrozenDictionary(t => t, t => new KeyValuePair<string, object?>("topic", t.ToString().ToLowerInvariant()));

    private readonly Counter<long> _messages;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _shed;
    private readonly Counter<long> _signInFailures;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _undelivered;
    private readonly Counter<long> _faults;
    private readonly Histogram<double> _handlerTime;

    public MqttMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Meter = meter;
        _messages = meter.CreateCounter<long>("safetyhub.mqtt.messages", "{message}", "Messages from devices by topic");
        _rejected = meter.CreateCounter<long>("safetyhub.mqtt.rejected", "{message}", "Messages that were not understood, by cause");
        _shed = meter.CreateCounter<long>("safetyhub.mqtt.telemetry.shed", "{reading}", "Telemetry readings dropped because a limit was reached");
        _signInFailures = meter.CreateCounter<long>("safetyhub.mqtt.signin.failures", "{attempt}", "Refused sign-ins by cause");
        _closed = meter.CreateCounter<long>("safetyhub.mqtt.closed", "{connection}", "Connections that the hub closed, by cause");
        _undelivered = meter.CreateCounter<long>("safetyhub.mqtt.undelivered", "{message}", "Messages to devices that were dropped, by cause");
        _faults = meter.CreateCounter<long>("safetyhub.mqtt.faults", "{fault}", "Failures inside the bridge, by place");
        _handlerTime = meter.CreateHistogram<double>("safetyhub.mqtt.handler.time", "s", "Time to handle a message, by topic (telemetry is not timed)");
    }

    public Meter Meter { get; }

    public void Message(UpTopic topic) => _messages.Add(1, Topics[topic]);

    public void Rejected(string cause) => _rejected.Add(1, new KeyValuePair<string, object?>("cause", cause));

    public void Shed(int readings, string cause) => _shed.Add(readings, new KeyValuePair<string, object?>("cause", cause));

    public void SignInFailed(string cause) => _signInFailures.Add(1, new KeyValuePair<string, object?>("cause", cause));

    public void Closed(string cause) => _closed.Add(1, new KeyValuePair<string, object?>("cause", cause));

    public void Undelivered(string cause) => _undelivered.Add(1, new KeyValuePair<string, object?>("cause", cause));

    public void Fault(string place) => _faults.Add(1, new KeyValuePair<string, object?>("place", place));

    public void Handled(UpTopic topic, TimeSpan time) => _handlerTime.Record(time.TotalSeconds, Topics[topic]);

    public void Watch(string name, string unit, string description, Func<long> value) => Meter.CreateObservableGauge(name, value, unit, description);
}
