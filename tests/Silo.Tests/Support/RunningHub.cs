using System.Diagnostics;
using System.Text;
using SafetyHub.Testing;

namespace SafetyHub.Silo.Tests.Support;

/// <summary>The built program, running on free ports of loopback until it is disposed.</summary>
internal sealed class RunningHub : IAsyncDisposable
{
    private static readonly string[] UrlMarks = ["Dashboard and API", "Health             "];
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningHub(Process process) => _process = process;

    public string Url => _url.Task.Result;

    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    public static async Task<RunningHub> StartAsync(TempDirectory temp, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SafetyHub.Silo.dll"), "--data", temp.File("data")])
        {
            WorkingDirectory = temp.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["SafetyHub__Mqtt__Port"] = "0";
        foreach (var (key, value) in settings) start.Environment[key] = value;
        var hub = new RunningHub(new Process { StartInfo = start, EnableRaisingEvents = true });
        await hub.StartAsync();
        return hub;
    }

    /// <summary>Asks the program to stop as a service manager does; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await ProcessTree.SignalAsync(_process.Id, "TERM");
        await _process.WaitForExitAsync(new CancellationTokenSource(StartLimit).Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private async Task StartAsync()
    {
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _url.TrySetException(new InvalidOperationException($"The program ended: {Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await _url.Task.WaitAsync(StartLimit);
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        var mark = Array.Find(UrlMarks, m => line.StartsWith("  " + m, StringComparison.Ordinal));
        if (mark is not null) _url.TrySetResult(line[(mark.Length + 2)..].Replace("/health/ready", "", StringComparison.Ordinal).Trim());
    }
}
