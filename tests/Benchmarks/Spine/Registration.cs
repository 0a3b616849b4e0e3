using SafetyHub.Testing.Hub;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>Registers many devices through the API, several calls at a time.</summary>
internal static class Registration
{
    public static async Task<IReadOnlyList<(string Id, string Secret)>> AddDevicesAsync(HubApi api, int count, string prefix)
    {
        var devices = new (string, string)[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) =>
        {
            var resident = $"{prefix}-home-{n}";
            var device = $"{prefix}-{n}";
            devices[n] = (device, await api.AddHomeAsync(resident, device, n % 4 == 0 ? "speaker" : "robot"));
        });
        return devices;
    }
}
