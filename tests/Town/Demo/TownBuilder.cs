using System.Globalization;
using System.Net;
using SafetyHub.Testing.Hub;
using SafetyHub.Town.Homes;

namespace SafetyHub.Town.Demo;

/// <summary>Registers the town through the API, as an administrator would: people, devices, duty, cameras.</summary>
internal sealed class TownBuilder(HubApi api, DemoOptions options)
{
    private static readonly string[] Districts = ["deogyang", "ilsandong", "ilsanseo"];
    private static readonly string[] FamilyNames = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임"];
    private static readonly string[] GivenNames = ["영자", "순자", "정숙", "명자", "춘자", "영호", "정남", "종수", "복순", "말순", "성호", "옥순", "광수", "인숙"];
    private static readonly (string Id, string Name, double[][] Zone)[] Cameras =
    [
        ("cctv-001", "화정역 광장", [[0.02, 0.45], [0.45, 0.45], [0.45, 0.98], [0.02, 0.98]]),
        ("cctv-002", "호수공원 산책로", [[0.5, 0.3], [0.98, 0.3], [0.98, 0.7], [0.5, 0.7]]),
        ("cctv-003", "주엽동 놀이터", [[0.3, 0.6], [0.75, 0.6], [0.75, 0.98], [0.3, 0.98]]),
    ];

    /// <summary>Registers every home; returns the accounts of its devices, home by home.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<DeviceAccount>>> BuildHomesAsync(Action<int> progress, CancellationToken cancel)
    {
        var homes = new IReadOnlyList<DeviceAccount>[options.Homes];
        var done = 0;
        await Parallel.ForAsync(0, options.Homes, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (n, _) =>
        {
            homes[n] = await BuildHomeAsync(n);
            progress(Interlocked.Increment(ref done));
        });
        return homes;
    }

    /// <summary>Registers two caseworkers a district, on duty by turns around the clock.</summary>
    public async Task BuildDutyAsync()
    {
        foreach (var district in Districts)
        {
            await api.PutAsync($"/api/v1/caseworkers/{district}-a", new { name = "생활지원사 가 (" + district + ")", district });
            await api.PutAsync($"/api/v1/caseworkers/{district}-b", new { name = "생활지원사 나 (" + district + ")", district });
            var shifts = Enum.GetValues<DayOfWeek>().SelectMany(day => new[]
            {
                new { day = day.ToString().ToLowerInvariant(), from = "08:00", to = "20:00", caseworker = district + "-a" },
                new { day = day.ToString().ToLowerInvariant(), from = "20:00", to = "08:00", caseworker = district + "-b" },
            });
            await api.PutAsync($"/api/v1/districts/{district}/duty", shifts);
        }
    }

    /// <summary>Registers three places with a camera each on the clip; false when the clip is not there.</summary>
    public async Task<bool> BuildCamerasAsync()
    {
        if (!File.Exists(options.Video)) return false;
        for (var n = 0; n < Cameras.Length; n++)
        {
            var (id, name, zone) = Cameras[n];
            await api.PutAsync($"/api/v1/places/place-{id}", new { name, district = Districts[n % Districts.Length] });
            await api.PutAsync($"/api/v1/devices/{id}", new { kind = "camera", name, placeId = "place-" + id });
            await api.PutAsync($"/api/v1/cameras/{id}/source", new { url = "file:" + options.Video, fps = 5, zones = new[] { new { name = "출입금지", polygon = zone } } });
        }
        return true;
    }

    private async Task<IReadOnlyList<DeviceAccount>> BuildHomeAsync(int n)
    {
        var random = new Random(unchecked(options.Seed * 7919 + n));
        var number = n.ToString("D4", CultureInfo.InvariantCulture);
        var resident = "resident-" + number;
        var district = Districts[n % Districts.Length];
        await api.PutAsync($"/api/v1/residents/{resident}", new
        {
            name = FamilyNames[random.Next(FamilyNames.Length)] + GivenNames[random.Next(GivenNames.Length)],
            district,
            position = new { lat = 37.64 + random.NextDouble() * 0.06, lon = 126.74 + random.NextDouble() * 0.12 },
            address = $"고양시 가상로 {n + 1}번길 {random.Next(1, 60)}",
            caseworker = district + "-a",
        });
        var devices = new List<DeviceAccount> { await AccountAsync("robot-" + number, "robot", resident) };
        if (n % 2 == 0) devices.Add(await AccountAsync("speaker-" + number, "speaker", resident));
        if (n % 3 == 0) devices.Add(await AccountAsync("sensor-" + number, "sensor", resident));
        return devices;
    }

    /// <summary>Registers a device; one that an earlier demo registered gets a new secret, as its old one is not known any more.</summary>
    private async Task<DeviceAccount> AccountAsync(string id, string kind, string residentId)
    {
        var registered = await api.PutAsync($"/api/v1/devices/{id}", new { kind, name = id, residentId });
        var secret = registered.GetProperty("secret").GetString();
        secret ??= (await api.PostAsync($"/api/v1/devices/{id}/secret")).GetProperty("secret").GetString();
        return new DeviceAccount(id, secret ?? throw new HttpRequestException($"No secret for '{id}'", null, HttpStatusCode.OK), kind);
    }
}
