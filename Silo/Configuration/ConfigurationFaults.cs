using Microsoft.Extensions.Options;

namespace SafetyHub.Silo.Configuration;

/// <summary>Gathers the faults that the rooms' own options report, and says all of them in one message.</summary>
public static class ConfigurationFaults
{
    /// <summary>Exit code of a start that was stopped by its configuration.</summary>
    public const int ExitCode = 2;

    /// <summary>Adds what the options of all rooms find wrong (everything registered with <c>ValidateOnStart</c>).</summary>
    public static IReadOnlyList<string> Gather(IReadOnlyList<string> known, IServiceProvider services)
    {
        var faults = new List<string>(known);
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException e)
        {
            faults.AddRange(e.Failures);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(i => i is OptionsValidationException))
        {
            faults.AddRange(e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(i => i.Failures));
        }
        catch (InvalidOperationException e)
        {
            // The binder's message names the key and the wanted type; its inner exception would repeat the value.
            faults.Add(e.InnerException is null ? e.Message : WithoutValue(e.Message));
        }
        return [.. faults.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The one message.</summary>
    public static string Message(IReadOnlyList<string> faults) =>
        $"SafetyHub does not start: {faults.Count} fault{(faults.Count == 1 ? "" : "s")} in the configuration.{Environment.NewLine}"
        + string.Concat(faults.Select(f => $"  - {f}{Environment.NewLine}"));

    private static string WithoutValue(string message)
    {
        var from = message.IndexOf('\'', StringComparison.Ordinal);
        var to = message.IndexOf("' at '", StringComparison.Ordinal);
        return from < 0 || to < from ? message : string.Concat(message.AsSpan(0, from), "at", message.AsSpan(to + 4));
    }
}
