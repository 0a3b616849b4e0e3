using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Silo.Configuration;

/// <summary>The way in for outside programs. Section <c>SafetyHub:Api</c>.</summary>
public sealed record ApiSection
{
    /// <summary>
    /// The first administrator's token, 1 to 256 characters without white space. Default: made at the first start and written to
    /// <c>bootstrap-token</c> in the data directory.
    /// </summary>
    [StringLength(256)]
    [RegularExpression(@"\S+", ErrorMessage = "must not contain white space")]
    public string? BootstrapToken { get; init; }
}

/// <summary>How the processes of one hub find each other. Section <c>SafetyHub:Cluster</c>.</summary>
public sealed record ClusterSection
{
    /// <summary>Name of the Orleans cluster; processes of one hub share it. Default <c>safetyhub</c>.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string ClusterId { get; init; } = "safetyhub";

    /// <summary>Name under which grain state is stored; never change it once there is data. Default <c>safetyhub</c>.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string ServiceId { get; init; } = "safetyhub";

    /// <summary>Port between silos; 0 (the default) = any free one.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; init; }

    /// <summary>Port for processes without the silo role; 0 (the default) = any free one. Not opened on SQLite, where one process is the hub.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; init; }

    /// <summary>IP address under which other processes reach this one. Default <c>127.0.0.1</c>.</summary>
    public string AdvertisedAddress { get; init; } = "127.0.0.1";

    /// <summary>How long a stop may take before what is left is dropped; 1 s to 5 min. Default 25 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(25);
}

/// <summary>What the hub says about itself. Section <c>SafetyHub:Telemetry</c>.</summary>
public sealed record TelemetrySection
{
    /// <summary>Where traces and metrics are pushed to (OTLP, gRPC), an http or https URL. Empty (the default) = nowhere.</summary>
    public string OtlpEndpoint { get; init; } = "";

    /// <summary>Part of traces that is kept, 0 to 1, when they are pushed. Default 0.1.</summary>
    [Range(0.0, 1.0)]
    public double TraceSampling { get; init; } = 0.1;

    /// <summary>How log lines look on the console. Default <see cref="LogFormat.Text"/>.</summary>
    public LogFormat LogFormat { get; init; }
}

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>One line of text each.</summary>
    Text = 0,
    /// <summary>One JSON object each.</summary>
    Json = 1,
}
