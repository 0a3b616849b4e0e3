using System.Collections.Concurrent;
using System.Diagnostics;

namespace SafetyHub.Testing.Hub;

/// <summary>The built program as a process of its own: started, stopped, killed and started again as its users would.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    private const int MostLines = 2000;

    private static readonly string[] BuildConfigurations = ["release", "debug"];

    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    private HubProcess(HubSettings settings)
    {
        Settings = settings;
        Api = new HubApi(new Uri($"http://127.0.0.1:{settings.HttpPort}"), settings.Token);
    }

    /// <summary>How it was started.</summary>
    public HubSettings Settings { get; }

    /// <summary>Its API as the first administrator.</summary>
    public HubApi Api { get; }

    /// <summary>Its process id.</summary>
    public int Id => Running.Id;

    /// <summary>True while the process lives.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The newest 2,000 lines it wrote.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>CPU time it has used.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            Running.Refresh();
            return Running.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            Running.Refresh();
            return Running.WorkingSet64;
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException("The hub was not started");

    /// <summary>Starts a hub and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended or was not ready in time; the message holds its output.</exception>
    public static async Task<HubProcess> StartAsync(HubSettings settings, TimeSpan? readyWithin = null)
    {
        var hub = new HubProcess(settings);
        try
        {
            await hub.StartAgainAsync(readyWithin);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the built program is: <c>SAFETYHUB_BINARY</c>, else the newest build output of this tree.</summary>
    public static string FindBinary()
    {
        if (System.Environment.GetEnvironmentVariable("SAFETYHUB_BINARY") is { Length: > 0 } told) return told;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = BuildConfigurations.Select(c => Path.Combine(folder.FullName, "artifacts", "bin", "Silo", c, "SafetyHub.Silo"))
                .Where(File.Exists).OrderByDescending(File.GetLastWriteTimeUtc).FirstOrDefault();
            if (built is not null) return built;
        }
        throw new FileNotFoundException("The hub is not built: run ./hub test, or set SAFETYHUB_BINARY");
    }

    /// <summary>Starts it again with the same settings; returns how long it took to be ready.</summary>
    public async Task<TimeSpan> StartAgainAsync(TimeSpan? readyWithin = null)
    {
        var clock = Stopwatch.StartNew();
        Launch();
        await WaitReadyAsync(readyWithin ?? TimeSpan.FromSeconds(60));
        return clock.Elapsed;
    }

    /// <summary>Starts the process without waiting.</summary>
    public void Launch()
    {
        var start = new ProcessStartInfo(FindBinary()) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Settings.DataDirectory };
        foreach (var (name, value) in Settings.ToEnvironment()) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until <c>/health/ready</c> answers 200.</summary>
    public async Task WaitReadyAsync(TimeSpan within)
    {
        var clock = Stopwatch.StartNew();
        while (!await Api.IsReadyAsync())
        {
            if (!IsRunning) throw new InvalidOperationException($"The hub ended with code {Running.ExitCode}:\n{Output}");
            if (clock.Elapsed > within) throw new InvalidOperationException($"The hub was not ready within {within}:\n{Output}");
            await Task.Delay(25);
        }
    }

    /// <summary>Kills it as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        Running.Kill();
        await Running.WaitForExitAsync();
    }

    /// <summary>Asks it to stop (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await ProcessTree.SignalAsync(Id, "TERM");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Running.WaitForExitAsync(limit.Token);
        return Running.ExitCode;
    }

    /// <summary>Freezes it (SIGSTOP) or lets it go on (SIGCONT).</summary>
    public Task SignalAsync(string signal) => ProcessTree.SignalAsync(Id, signal);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await ProcessTree.SignalAsync(Id, "CONT");
            await KillAsync();
        }
        _process?.Dispose();
        Api.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        while (_output.Count > MostLines && _output.TryDequeue(out _)) { }
    }
}
