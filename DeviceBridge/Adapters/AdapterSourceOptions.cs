using System.ComponentModel.DataAnnotations;
using SafetyHub.Adapters;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>One foreign system.</summary>
public sealed class AdapterSourceOptions
{
    /// <summary>Its language: <c>Frigate</c> or <c>Onvif</c>. Default <c>Frigate</c>.</summary>
    public AdapterKind Kind { get; set; } = AdapterKind.Frigate;

    /// <summary>
    /// How its messages come: <c>Broker</c>, a connection of the hub to the broker named here; <c>HubBroker</c>, a connection to the broker of
    /// <c>SafetyHub:Mqtt:Broker</c>; <c>Embedded</c>, the system signs in at the embedded broker as <c>adapter.{name}</c>. Default <c>Broker</c>.
    /// </summary>
    public AdapterWay Way { get; set; } = AdapterWay.Broker;

    /// <summary>
    /// Frigate: its <c>topic_prefix</c>. ONVIF: what stands before <c>/onvif-ej</c> in the cameras' topics; <c>+</c> stands for one level. 1 to 128
    /// characters. Empty (the default): <c>frigate</c>, or <c>+</c>.
    /// </summary>
    [StringLength(128)] public string TopicPrefix { get; set; } = "";

    /// <summary>Host of the broker; only with <c>Broker</c>. Default empty.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port, 1 to 65,535. Default 1883.</summary>
    [Range(1, 65_535)] public int Port { get; set; } = 1883;

    /// <summary>Whether to use TLS; the certificate must be trusted by this machine. Default false.</summary>
    public bool Tls { get; set; }

    /// <summary>Path of a PEM file with further authorities to trust, for the broker and for <see cref="ApiUrl"/>. Default null.</summary>
    public string? AuthoritiesPath { get; set; }

    /// <summary>User name at the broker, or null. Default null.</summary>
    public string? Username { get; set; }

    /// <summary>
    /// Password at the broker, or null; with <c>Embedded</c> the password that the system must give, at least 16 characters. Default null. Belongs into a
    /// secret store, never into appsettings.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>Longest wait between two attempts to connect, 100 ms to 1 min. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")] public TimeSpan LongestRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Frigate's web address, for stills, for example <c>http://frigate:5000</c>. Default empty: no stills are fetched.</summary>
    public string ApiUrl { get; set; } = "";

    /// <summary>User name for <see cref="ApiUrl"/> where it asks for one (port 8971). Default null.</summary>
    public string? ApiUsername { get; set; }

    /// <summary>Password for <see cref="ApiUrl"/>. Default null. Belongs into a secret store, never into appsettings.</summary>
    public string? ApiPassword { get; set; }

    /// <summary>The prefix in force.</summary>
    internal string Prefix => TopicPrefix.Length > 0 ? TopicPrefix : Kind == AdapterKind.Frigate ? "frigate" : "+";
}
