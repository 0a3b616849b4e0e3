using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>Memory and start time with a number of known devices. Each memory figure stands after a full garbage collection.</summary>
/// <param name="Devices">Devices registered.</param>
/// <param name="StartToReadySeconds">Process start until <c>/health/ready</c>.</param>
/// <param name="ResidentMiB">Resident memory after the start, before any device spoke.</param>
/// <param name="ActiveDevices">Devices that then each sent one reading, so that their grain is active.</param>
/// <param name="ResidentMiBActive">Resident memory after that.</param>
/// <param name="HeapBytesPerActiveDevice">
/// What lives on the managed heap for each active device, connections not included; measured over the second half of the devices, because what the first
/// ones cause the caches to hold is there once and not once a device.
/// </param>
/// <param name="ResidentBytesPerActiveDevice">
/// Growth of resident memory since the start per active device: the above, and with it compiled code, the database's caches and the room that the garbage
/// collector keeps for new objects (up to 64 MiB), which do not grow with the devices.
/// </param>
internal sealed record Footprint(
    int Devices, double StartToReadySeconds, double ResidentMiB, int ActiveDevices, double ResidentMiBActive, double HeapBytesPerActiveDevice, double ResidentBytesPerActiveDevice);

/// <summary>Measures <see cref="Footprint"/> on the built hub with SQLite.</summary>
internal static class FootprintBench
{
    /// <summary>Below so many devices the growth per device is noise.</summary>
    public const int FewestToJudge = 5_000;

    private const int MostAttempts = 200;

    public static async Task<Footprint> RunAsync(int devices)
    {
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path });
        var known = await Registration.AddDevicesAsync(hub.Api, devices, "known");
        await hub.StopAsync();
        var start = await hub.StartAgainAsync(TimeSpan.FromMinutes(3));
        var half = devices / 2;
        var begin = await SettledAsync(hub);
        await SpeakOnceAsync([.. known.Take(half)], hub.Settings.MqttPort);
        var some = await SettledAsync(hub);
        await SpeakOnceAsync([.. known.Skip(half)], hub.Settings.MqttPort);
        var all = await SettledAsync(hub);
        return new Footprint(
            devices, Math.Round(start.TotalSeconds, 2), MiB(begin.Resident), devices, MiB(all.Resident),
            Each(all.Heap - some.Heap, devices - half), Each(all.Resident - begin.Resident, devices));
    }

    private static double Each(double bytes, int devices) => devices <= 0 ? 0 : Math.Round(bytes / devices);

    /// <summary>Memory once the hub has nothing left to do and nothing left to throw away.</summary>
    private static async Task<(double Resident, double Heap)> SettledAsync(HubProcess hub)
    {
        await Task.Delay(TimeSpan.FromSeconds(8));
        await GarbageCollection.RunAsync(hub.Id);
        var metrics = await hub.MetricsAsync();
        return (hub.ResidentBytes, metrics.Sum("dotnet_gc_last_collection_heap_size_bytes") - metrics.Sum("dotnet_gc_last_collection_heap_fragmentation_size_bytes"));
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

    private static double MiB(double bytes) => Math.Round(bytes / 1048576.0, 1);
}
