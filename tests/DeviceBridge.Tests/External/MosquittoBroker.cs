using System.Net.Sockets;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Testing;

namespace SafetyHub.DeviceBridge.Tests.External;

/// <summary>A mosquitto of our own with persistence, on a free port, that can be stopped and started.</summary>
internal sealed class MosquittoBroker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("safetyhub-mosquitto-").FullName;
    private ClientProcess? _process;

    private string _tls = "";

    public static MosquittoBroker Create() => new();

    /// <summary>One that speaks TLS only, with a certificate of this authority.</summary>
    public static MosquittoBroker CreateTls(TestCertificates certificates)
    {
        var (certificate, key) = certificates.Issue("broker");
        return new MosquittoBroker { _tls = $"cafile {certificates.Authority}\ncertfile {certificate}\nkeyfile {key}\n", _client = ["--cafile", certificates.Authority] };
    }

    private string[] _client = [];

    public int Port { get; } = TestHub.FreePort();

    public async Task StartAsync()
    {
        var config = Path.Combine(_folder, "mosquitto.conf");
        // Started by root, mosquitto would become the user mosquitto and not reach the folder.
        await File.WriteAllTextAsync(config, $"listener {Port} 127.0.0.1\n{_tls}user root\nallow_anonymous true\npersistence true\npersistence_location {_folder}/\nmax_queued_messages 100000\nmax_inflight_messages 200\n");
        var program = File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";
        _process = ClientProcess.Start(program, "-c", config);
        await Eventually.TrueAsync(IsOpen, "mosquitto to listen: " + _process.Errors);
    }

    /// <summary>Stops it in order, so that it writes its sessions to disk.</summary>
    public async Task StopAsync()
    {
        await ClientProcess.RunAsync("kill", "-TERM", $"{_process!.Id}");
        await _process.WaitForExitAsync(TimeSpan.FromSeconds(10));
    }

    public Task<ClientProcess> PublishAsync(string topic, string payload, params IEnumerable<string> more) =>
        ClientProcess.RunAsync("mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{Port}", .. _client, "-t", "safetyhub/v1/" + topic, "-q", "1", "-m", payload, .. more]);

    /// <summary>Publishes to a topic outside of the device contract; an empty payload is sent as none.</summary>
    public Task<ClientProcess> PublishForeignAsync(string topic, string payload, params IEnumerable<string> more) => ClientProcess.RunAsync(
        "mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{Port}", .. _client, "-t", topic, "-q", "1", .. payload.Length == 0 ? (string[])["-n"] : ["-m", payload], .. more]);

    public async Task<ClientProcess> SubscribeAsync(string topic)
    {
        var client = ClientProcess.Start("stdbuf", "-oL", "mosquitto_sub", "-h", "127.0.0.1", "-p", $"{Port}", "-t", "safetyhub/v1/" + topic, "-q", "1", "-d", "-F", "%t retain=%r %p");
        await client.WaitForLineAsync("Subscribed (mid");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private bool IsOpen()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
