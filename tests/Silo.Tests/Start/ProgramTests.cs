using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SafetyHub.Silo.Tests.Support;
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

    [Fact]
    public async Task Program_StartedWithDefaults_IsReadyGuardsItsMetricsAndStopsWhenAsked()
    {
        using var temp = new TempDirectory();
        await using var hub = await RunningHub.StartAsync(temp);
        using var client = new HttpClient { BaseAddress = new Uri(hub.Url) };

        var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        using var health = JsonDocument.Parse(await ready.Content.ReadAsStreamAsync());
        Assert.True(ready.IsSuccessStatusCode, health.RootElement.ToString());
        Assert.Superset(
            new HashSet<string> { "roles", "storage", "cluster", "loops", "alerts", "cameras", "broker", "video" },
            health.RootElement.GetProperty("parts").EnumerateObject().Select(p => p.Name).ToHashSet());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(temp.File("data/bootstrap-token"))).Trim());
        Assert.Contains("orleans", await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
        Assert.DoesNotContain(client.DefaultRequestHeaders.Authorization.Parameter!, hub.Output, StringComparison.Ordinal);

        Assert.Equal(0, await hub.StopAsync());
        AssertPrivate(temp.File("data"));
    }

    private static void AssertPrivate(string folder)
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder))
            Assert.True(File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), $"{file} is open to others");
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
