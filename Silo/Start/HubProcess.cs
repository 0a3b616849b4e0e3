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
        catch (Exception e)
        {
            return await FailAsync(e);
        }
        await using var running = app;
        return ConfigurationFaults.Gather(configuration.Faults, app.Services) is { Count: > 0 } faults ? await RefuseAsync(faults) : await RunAsync(app);
    }

    private static async Task<int> RunAsync(WebApplication app)
    {
        try
        {
            await Preparation.RunAsync(app, app.Lifetime.ApplicationStopping);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e)
        {
            app.Logger.LogCritical(e, "The hub failed");
            return await FailAsync(e);
        }
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> faults)
    {
        await Console.Error.WriteAsync(ConfigurationFaults.Message(faults));
        return ConfigurationFaults.ExitCode;
    }

    /// <summary>The edge of the process: the log has the whole story, the person at the console gets the sentence.</summary>
    private static async Task<int> FailAsync(Exception failure)
    {
        await Console.Error.WriteLineAsync($"SafetyHub failed: {failure.GetBaseException().Message}");
        return Failed;
    }
}
