using System.Diagnostics;
using System.Net.Sockets;
using SafetyHub.Testing;

namespace SafetyHub.Scenarios.Faults;

/// <summary>A private mosquitto with persistence on a loopback port; anybody may do anything on it.</summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/sbin/mosquitto", "/usr/bin/mosquitto"];

    private readonly TempDirectory _folder = new();
    private Process? _process;

    private Mosquitto(int port) => Port = port;

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Starts one.</summary>
    public static async Task<Mosquitto> StartAsync(int port)
    {
        var broker = new Mosquitto(port);
        await File.WriteAllTextAsync(broker._folder.File("mosquitto.conf"), $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {broker._folder.Path}/
            autosave_interval 1
            autosave_on_changes true
            max_queued_messages 0
            max_inflight_messages 100
            user root
            """);
        await broker.LaunchAsync();
        return broker;
    }

    /// <summary>Stops it cleanly, as a service manager does, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await ProcessTree.SignalAsync(_process!.Id, "TERM");
        await _process.WaitForExitAsync();
        await Task.Delay(500);
        await LaunchAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) _process.Kill();
        if (_process is not null) await _process.WaitForExitAsync();
        _folder.Dispose();
    }

    private async Task LaunchAsync()
    {
        var program = Programs.First(File.Exists);
        _process = Process.Start(new ProcessStartInfo(program, ["-c", _folder.File("mosquitto.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        for (var n = 0; n < 200; n++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }
        throw new InvalidOperationException("mosquitto did not open its port");
    }
}
