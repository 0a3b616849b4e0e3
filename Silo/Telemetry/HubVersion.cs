using System.Reflection;

namespace SafetyHub.Silo.Telemetry;

/// <summary>The version of this build.</summary>
internal static class HubVersion
{
    /// <summary>For example <c>0.1.0</c>, followed by the commit where the build knows it.</summary>
    public static string Text { get; } =
        typeof(HubVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
