using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SafetyHub.Grains.Monitoring;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Telemetry;

/// <summary>
/// Metrics, traces and logs of the hub itself. Metrics stand at <c>/metrics</c> for whoever may read them; nothing is pushed anywhere unless an
/// OTLP endpoint is configured. Logs and measures carry ids, never names, texts or secrets.
/// </summary>
public static class TelemetryRegistration
{
    /// <summary>Adds OpenTelemetry and the console's log format.</summary>
    public static WebApplicationBuilder AddHubTelemetry(this WebApplicationBuilder builder, TelemetrySection options)
    {
        AddLogs(builder.Logging, options.LogFormat);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("safetyhub", serviceVersion: HubVersion.Text))
            .WithMetrics(AddMeters);
        if (options.OtlpEndpoint.Length > 0) Push(telemetry, options);
        return builder;
    }

    /// <summary>Guards <c>/metrics</c>: only tokens with the role operator or higher get through. Call it before any other part of the pipeline.</summary>
    public static void UseHubMetricsAccess(this WebApplication app) => app.UseWhen(
        c => c.Request.Path.StartsWithSegments(MetricsAccess.Path, StringComparison.OrdinalIgnoreCase), branch => branch.UseMiddleware<MetricsAccess>());

    /// <summary>Opens <c>/metrics</c>. The token was checked at the door, in every role; the dashboard's sign-in is not asked a second time.</summary>
    public static void MapHubMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint(MetricsAccess.Path).AllowAnonymous();

    private static void AddMeters(MeterProviderBuilder metrics) => metrics
        .AddMeter("SafetyHub.*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
            "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Diagnostics", "System.Net.Http", "Npgsql")
        .AddRuntimeInstrumentation()
        .AddPrometheusExporter();

    private static void Push(OpenTelemetryBuilder telemetry, TelemetrySection options) => telemetry
        .WithTracing(traces => traces
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceSampling)))
            .AddSource(HubTracing.SourceName, "SafetyHub.*", "Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage")
            .AddAspNetCoreInstrumentation(o => o.Filter = c => !c.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)))
        .UseOtlpExporter(OpenTelemetry.Exporter.OtlpExportProtocol.Grpc, new Uri(options.OtlpEndpoint));

    private static void AddLogs(ILoggingBuilder logs, LogFormat format)
    {
        logs.ClearProviders();
        if (format == LogFormat.Json)
        {
            logs.AddJsonConsole(o => (o.UseUtcTimestamp, o.TimestampFormat, o.JsonWriterOptions) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ", new JsonWriterOptions { Indented = false }));
        }
        else
        {
            logs.AddSimpleConsole(o => (o.UseUtcTimestamp, o.TimestampFormat, o.SingleLine) = (true, "HH:mm:ss.fff ", true));
        }
    }
}
