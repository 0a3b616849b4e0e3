using System.Diagnostics;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Town.Demo;

/// <summary>The hub of the demo: the built program as a child process on its default ports, with a data directory of its own.</summary>
internal sealed class DemoHub : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly Process _process;

    private DemoHub(Process process, Uri root, int mqttPort)
    {
        (_process, Root, MqttPort) = (process, root, mqttPort);
    }

    public Uri Root { get; }

    public int MqttPort { get; }

    public bool HasEnded => _process.HasExited;

    public static DemoHub Launch(DemoOptions options)
    {
        Directory.CreateDirectory(options.DataDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var urls = Environment.GetEnvironmentVariable("ASPNETCORE_URLS") is { Length: > 0 } told ? told : "http://127.0.0.1:8080";
        var mqtt = Environment.GetEnvironmentVariable("SafetyHub__Mqtt__Port") is { Length: > 0 } port ? port : "1883";
        var start = new ProcessStartInfo(options.HubBinary);
        start.Environment["ASPNETCORE_URLS"] = urls;
        start.Environment["SafetyHub__Mqtt__Port"] = mqtt;
        start.Environment["SafetyHub__DataDirectory"] = options.DataDirectory;
        return new DemoHub(Process.Start(start)!, new Uri(urls.Split(';')[0]), int.Parse(mqtt, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until the hub is ready and returns its API with the administrator's token.</summary>
    public async Task<HubApi> ReadyAsync(string dataDirectory, CancellationToken cancel)
    {
        using var open = new HubApi(Root, token: null);
        var clock = Stopwatch.StartNew();
        while (!await open.IsReadyAsync())
        {
            if (HasEnded) throw new InvalidOperationException($"The hub ended with code {_process.ExitCode}");
            if (clock.Elapsed > StartLimit) throw new InvalidOperationException($"The hub was not ready within {StartLimit.TotalSeconds} s");
            await Task.Delay(100, cancel);
        }
        var token = Environment.GetEnvironmentVariable("SafetyHub__Api__BootstrapToken") is { Length: > 0 } told
            ? told
            : (await File.ReadAllTextAsync(Path.Combine(dataDirectory, "bootstrap-token"), cancel)).Trim();
        return new HubApi(Root, token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await ProcessTree.SignalAsync(_process.Id, "TERM");
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
