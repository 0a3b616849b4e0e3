using System.Diagnostics;
using SafetyHub.Testing;

namespace SafetyHub.Silo.Tests.Start;

/// <summary>The built program as people start it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Program_WithABadConfiguration_EndsWithOneMessageThatListsEveryFault()
    {
        using var temp = new TempDirectory();
        var run = await RunAsync(temp, [], ("SafetyHub__Roles", "silo,kitchen"), ("SafetyHub__Districs", "x"), ("SafetyHub__DataDirectory", temp.File("data")));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("SafetyHub does not start: 2 faults in the configuration.", lines[0]);
        Assert.Equal(3, lines.Length); // no stack trace
        Assert.False(Directory.Exists(temp.File("data")));
    }

    [Fact]
    public async Task Program_AskedForHelpOrItsVersion_AnswersAndEnds()
    {
        using var temp = new TempDirectory();

        Assert.Contains("--roles", (await RunAsync(temp, ["--help"])).Output, StringComparison.Ordinal);
        Assert.StartsWith("SafetyHub 0.1.0", (await RunAsync(temp, ["--version"])).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(temp, ["dance"])).ExitCode);
        Assert.Equal(2, (await RunAsync(temp, ["models", "prepare"])).ExitCode);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(TempDirectory temp, string[] args, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SafetyHub.Silo.dll"), .. args])
        {
            WorkingDirectory = temp.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
