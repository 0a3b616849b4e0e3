using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>Memory and start time with a number of known devices.</summary>
/// <param name="Devices">Devices registered.</param>
/// <param name="StartToReadySeconds">Process start until <c>/health/ready</c>.</param>
/// <param name="ResidentMiB">Resident memory after the start, before any device spoke.</param>
/// <param name="ActiveDevices">Devices that then each sent one reading, so that their grain is active.</param>
/// <param name="ResidentMiBActive">Resident memory after that and a garbage collection.</param>
/// <param name="BytesPerActiveDevice">Growth per active device, connections not included.</param>
internal sealed record Footprint(int Devices, double StartToReadySeconds, double ResidentMiB, int ActiveDevices, double ResidentMiBActive, double BytesPerActiveDevice);

/// <summary>Measures <see cref="Footprint"/> on the built hub with SQLite.</summary>
internal static class FootprintBench
{
    private const int MostAttempts = 200;

    public static async Task<Footprint> RunAsync(int devices)
    {
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path });
        var known = await Registration.AddDevicesAsync(hub.Api, devices, "known");
        await hub.StopAsync();
        var start = await hub.StartAgainAsync(TimeSpan.FromMinutes(3));
        await Task.Delay(TimeSpan.FromSeconds(5));
        var before = hub.ResidentBytes;
        await SpeakOnceAsync(known, hub.Settings.MqttPort);
        await Task.Delay(TimeSpan.FromSeconds(10));
        var after = hub.ResidentBytes;
        return new Footprint(devices, Math.Round(start.TotalSeconds, 2), MiB(before), devices, MiB(after), devices == 0 ? 0 : Math.Round((after - before) / (double)devices));
    }

    /// <summary>Each device connects, sends one reading and leaves: its grain is active, its connection is not in the way.</summary>
    private static Task SpeakOnceAsync(IReadOnlyList<(string Id, string Secret)> devices, int port)
    {
        var payload = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { at = DateTimeOffset.UtcNow, seq = 1, values = new { motion = 1, battery = 80, temperature = 21.5 } }));
        return Parallel.ForEachAsync(devices, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (device, _) =>
        {
            // The broker admits so many connections a second from one address and closes the rest: a device tries again.
            for (var attempt = 1; !await TrySpeakAsync(device, port, payload); attempt++)
            {
                if (attempt == MostAttempts) throw new InvalidOperationException($"{device.Id} was not admitted in {MostAttempts} attempts");
                await Task.Delay(Random.Shared.Next(50, 250), CancellationToken.None);
            }
        });
    }

    private static async Task<bool> TrySpeakAsync((string Id, string Secret) device, int port, byte[] payload)
    {
        try
        {
            await using var client = new RawMqttClient();
            if (await client.ConnectAsync(port, device.Id, device.Id, device.Secret) != 0) return false;
            await client.PublishAsync($"safetyhub/v1/{device.Id}/telemetry", payload);
            await client.DisconnectAsync();
            return true;
        }
        catch (Exception refused) when (refused is IOException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static double MiB(long bytes) => Math.Round(bytes / 1048576.0, 1);
}
