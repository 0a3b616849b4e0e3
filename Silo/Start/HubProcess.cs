using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Start;

/// <summary>Runs the hub from its start to its end and turns every end into an exit code and a message that a person can act on.</summary>
internal static class HubProcess
{
    private const int Failed = 1;

    /// <summary>Builds and runs; 2 when the configuration is wrong, 1 when the start or the run failed.</summary>
    public static async Task<int> RunAsync(HubConfiguration configuration, Func<WebApplication> build)
    {
        WebApplication app;
        try
        {
            app = build();
        }
        catch (Exception) when (configuration.Faults.Count > 0)
        {
            // A room stumbled over one of the faults that are about to be named.
            return await RefuseAsync(configuration.Faults);
        }
        await using var running = app;
        if (ConfigurationFaults.Gather(configuration.Faults, app.Services) is { Count: > 0 } faults) return await RefuseAsync(faults);
        return await RunAsync(app, configuration.Options);
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> faults)
    {
        await Console.Error.WriteAsync(ConfigurationFaults.Message(faults));
        return ConfigurationFaults.ExitCode;
    }

    private static async Task<int> RunAsync(WebApplication app, HubOptions options)
    {
        try
        {
            HubBuilder.PrepareDataDirectory(options);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e)
        {
            // The edge of the process: the log has the whole story, the person at the console gets the sentence.
            app.Logger.LogCritical(e, "The hub failed");
            await Console.Error.WriteLineAsync($"SafetyHub failed: {e.GetBaseException().Message}");
            return Failed;
        }
    }
}
