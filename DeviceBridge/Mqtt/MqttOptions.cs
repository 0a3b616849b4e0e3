using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Mqtt;

/// <summary>How devices reach the hub over MQTT. Section <c>SafetyHub:Mqtt</c>.</summary>
public sealed class MqttOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SafetyHub:Mqtt";

    /// <summary>Address the embedded broker listens on. Default <c>127.0.0.1</c>: nothing outside this machine gets in until the operator says so.</summary>
    [Required] public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>TCP port of the embedded broker, 0 to 65,535; 0 takes any free port. Default 1883.</summary>
    [Range(0, 65_535)] public int Port { get; set; } = 1883;

    /// <summary>Whether the plain TCP port is opened at all. Default true; switch it off where only TLS may be used.</summary>
    public bool PlainTcp { get; set; } = true;

    /// <summary>TLS of the embedded broker; off until a certificate is named.</summary>
    [Required] public MqttTlsOptions Tls { get; set; } = new();

    /// <summary>Bounds on connections, sessions and rates.</summary>
    [Required] public MqttLimits Limits { get; set; } = new();

    /// <summary>How telemetry is gathered before it goes to the device's grain.</summary>
    [Required] public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>An external broker. When its host is set the embedded broker does not start.</summary>
    [Required] public ExternalBrokerOptions Broker { get; set; } = new();

    /// <summary>True when an external broker is used.</summary>
    public bool UsesExternalBroker => !string.IsNullOrWhiteSpace(Broker.Host);
}

/// <summary>TLS of the embedded broker.</summary>
public sealed class MqttTlsOptions
{
    /// <summary>Path of the certificate: PEM (with <see cref="KeyPath"/>) or PFX. Null = no TLS port. Default null.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>Path of the PEM private key. Default null: the certificate file holds it.</summary>
    public string? KeyPath { get; set; }

    /// <summary>Password of the PFX file or of the PEM key. Default null. Belongs into a secret store, never into appsettings.</summary>
    public string? Password { get; set; }

    /// <summary>TLS port, 0 to 65,535; 0 takes any free port. Default 8883.</summary>
    [Range(0, 65_535)] public int Port { get; set; } = 8883;

    /// <summary>Path of the PEM certificates of the authorities that sign client certificates. Null = client certificates are not asked for. Default null.</summary>
    public string? ClientAuthoritiesPath { get; set; }
}

/// <summary>Bounds of the embedded broker. Each says what happens when it is reached.</summary>
public sealed class MqttLimits
{
    /// <summary>Open connections, signed in or not, 1 to 200,000. Beyond it a new connection is closed at once. Default 20,000.</summary>
    [Range(1, 200_000)] public int Connections { get; set; } = 20_000;

    /// <summary>New connections a second from one address, 1 to 100,000. Beyond it a new connection is closed at once. Default 500.</summary>
    [Range(1, 100_000)] public int ConnectionsPerSecondPerSource { get; set; } = 500;

    /// <summary>New connections one address may open in one go, 1 to 200,000. Default 2,000.</summary>
    [Range(1, 200_000)] public int ConnectionBurstPerSource { get; set; } = 2_000;

    /// <summary>Time from accepting a connection to its complete CONNECT (TLS handshake included), 1 s to 1 min. Then it is closed. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")] public TimeSpan ConnectDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from the first byte of a packet to its last, and longest wait for a client to read what is written to it, 1 s to 1 min. Then the connection is closed. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")] public TimeSpan PacketDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest silence of a connection, also for clients that ask for a longer keep-alive or none, 10 s to 18 h. Then it is closed. Default 20 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "18:00:00")] public TimeSpan LongestIdle { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Longest life of a session without a connection, 1 min to 30 days. Then it is forgotten. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")] public TimeSpan LongestSession { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Sessions of one device, 1 to 64. Beyond it the oldest one without a connection goes, or else the new one is refused. Default 8.</summary>
    [Range(1, 64)] public int SessionsPerDevice { get; set; } = 8;

    /// <summary>Topic filters of one session, 1 to 1,000. Beyond it a subscription is refused. Default 32.</summary>
    [Range(1, 1_000)] public int SubscriptionsPerSession { get; set; } = 32;

    /// <summary>Messages sent to a client and not yet acknowledged by it, 1 to 1,000. Further ones wait. Default 16.</summary>
    [Range(1, 1_000)] public int Unacknowledged { get; set; } = 16;

    /// <summary>Messages waiting for a client, 1 to 10,000. Beyond it the client is closed (connected) or its oldest message goes (not connected). Default 64.</summary>
    [Range(1, 10_000)] public int Waiting { get; set; } = 64;

    /// <summary>Time a client may take to acknowledge a message, 5 s to 1 h. Then it is closed. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")] public TimeSpan AcknowledgeDeadline { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Time an event may take to be stored, 1 s to 1 min; never more than four fifths of the client's keep-alive. Then the event is not acknowledged and the
    /// connection is closed, so that the device sends it again. Default 8 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")] public TimeSpan EventDeadline { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Events of one device a second, 1 to 10,000; <c>sos.*</c> is never held up. Beyond it acknowledgements are withheld. Default 20.</summary>
    [Range(1, 10_000)] public int EventsPerSecond { get; set; } = 20;

    /// <summary>Telemetry values of one device a second, 1 to 100,000. Beyond it acknowledgements are withheld, then readings are dropped and counted. Default 200.</summary>
    [Range(1, 100_000)] public int ValuesPerSecond { get; set; } = 200;

    /// <summary>Messages of one device a minute that may be refused, 1 to 10,000. Beyond it the connection is closed. Default 60.</summary>
    [Range(1, 10_000)] public int RefusedPerMinute { get; set; } = 60;
}

/// <summary>How telemetry is gathered.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Time between two hand-overs of one device's readings, 50 ms to 10 s. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")] public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Readings of one device that are handed over at once without waiting, 1 to 500. Default 100.</summary>
    [Range(1, 500)] public int BatchReadings { get; set; } = 100;

    /// <summary>Readings of all devices in memory, 1,000 to 10,000,000. At four fifths acknowledgements are withheld; at the bound the oldest readings of the fullest device go, counted. Default 200,000.</summary>
    [Range(1_000, 10_000_000)] public int ReadingsInMemory { get; set; } = 200_000;

    /// <summary>Hand-overs at the same time, 1 to 1,000. Default 32.</summary>
    [Range(1, 1_000)] public int ParallelHandOvers { get; set; } = 32;
}

/// <summary>
/// An external broker, for example mosquitto. Its configuration must keep sessions (persistence on), queue enough for the bridge
/// and give each device its own topics only:
/// <code>
/// # mosquitto.conf                                # acl
/// listener 8883                                   user safetyhub
/// persistence true                                topic readwrite safetyhub/v1/#
/// persistence_location /var/lib/mosquitto/        pattern readwrite safetyhub/v1/%u/#
/// max_queued_messages 100000                      pattern read safetyhub/v1/_hub/state
/// max_inflight_messages 200
/// message_size_limit 65536
/// allow_anonymous false
/// password_file /etc/mosquitto/passwords
/// acl_file /etc/mosquitto/acl
/// </code>
/// The device's secret is then checked by that broker, and its PUBACK says only that the broker has the event; the hub's word is the receipt.
/// </summary>
public sealed class ExternalBrokerOptions
{
    /// <summary>Host name or address; empty = the embedded broker is used. Default empty.</summary>
    public string Host { get; set; } = "";

    /// <summary>Port, 1 to 65,535. Default 1883.</summary>
    [Range(1, 65_535)] public int Port { get; set; } = 1883;

    /// <summary>Whether to use TLS; the certificate must be trusted by this machine. Default false.</summary>
    public bool Tls { get; set; }

    /// <summary>Path of a PEM file with further authorities to trust. Default null.</summary>
    public string? AuthoritiesPath { get; set; }

    /// <summary>User name, or null. Default null.</summary>
    public string? Username { get; set; }

    /// <summary>Password, or null. Default null. Belongs into a secret store, never into appsettings.</summary>
    public string? Password { get; set; }

    /// <summary>
    /// Name of the group in which several bridges share the messages, at most 64 of <c>[A-Za-z0-9_-]</c>. Default empty: this bridge gets all of them. Set it only
    /// when there is more than one bridge: mosquitto 2.0 forgets a shared subscription of a client that is away when the broker itself restarts (measured),
    /// and what is published until the bridge is back is then lost although mosquitto acknowledged it; devices notice by the missing receipt.
    /// </summary>
    [RegularExpression("^[A-Za-z0-9_-]{0,64}$")] public string SharedGroup { get; set; } = "";

    /// <summary>Name of this bridge, stable over restarts and different for each; 1 to 32 of <c>[A-Za-z0-9_-]</c>. It keeps the session. Default: the machine's name.</summary>
    [Required, RegularExpression("^[A-Za-z0-9_.-]{1,32}$")] public string BridgeName { get; set; } = Environment.MachineName.Length <= 32 ? Environment.MachineName : Environment.MachineName[..32];

    /// <summary>Events in work at the same time, 1 to 1,000. Further ones stay with the broker. Default 64.</summary>
    [Range(1, 1_000)] public int EventsInWork { get; set; } = 64;

    /// <summary>Longest wait between two attempts to connect, 100 ms to 5 s. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:05")] public TimeSpan LongestRetry { get; set; } = TimeSpan.FromSeconds(5);
}
