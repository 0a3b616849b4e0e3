using System.Collections.Concurrent;
using System.Diagnostics;

namespace SafetyHub.DeviceBridge.Tests.Clients;

/// <summary>A client program that we did not write, with what it prints.</summary>
internal sealed class ClientProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ClientProcess(Process process) => _process = process;

    public IReadOnlyCollection<string> Lines => _lines;

    public string Errors => string.Join('\n', _errors);

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public static ClientProcess Start(string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        var client = new ClientProcess(new Process { StartInfo = start });
        client._process.OutputDataReceived += (_, e) => Keep(client._lines, e.Data);
        client._process.ErrorDataReceived += (_, e) => Keep(client._errors, e.Data);
        client._process.Start();
        client._process.BeginOutputReadLine();
        client._process.BeginErrorReadLine();
        return client;
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<ClientProcess> RunAsync(string file, params IEnumerable<string> arguments)
    {
        var client = Start(file, arguments);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client._process.WaitForExitAsync(limit.Token);
        return client;
    }

    public Task WaitForLineAsync(string part, double seconds = 10) => Hub.Eventually.TrueAsync(() => _lines.Any(l => l.Contains(part, StringComparison.Ordinal)), $"a line with '{part}'; stderr: {Errors}; stdout: {string.Join('|', _lines)}", seconds);

    public void Write(string line) => _process.StandardInput.WriteLine(line);

    public void Kill() => _process.Kill();

    public Task WaitForExitAsync(TimeSpan limit) => _process.WaitForExitAsync().WaitAsync(limit);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
