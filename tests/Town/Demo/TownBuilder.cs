using System.Globalization;
using System.Net;
using SafetyHub.Testing.Hub;
using SafetyHub.Town.Days;
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

    /// <summary>Registers every home.</summary>
    public async Task<IReadOnlyList<TownSite>> BuildHomesAsync(Action<int> progress, CancellationToken cancel)
    {
        var homes = new TownSite[options.Homes];
        var done = 0;
        await Parallel.ForAsync(0, options.Homes, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (n, _) =>
        {
            homes[n] = new TownSite(await BuildHomeAsync(n), options.Script.Of($"home-{n + 1}", DayPlan.Make));
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

    /// <summary>Registers a place for each camera that reports by MQTT.</summary>
    public async Task<IReadOnlyList<TownSite>> BuildEdgeCamerasAsync()
    {
        var places = new List<TownSite>();
        for (var n = 1; n <= options.EdgeCameras; n++)
        {
            var id = $"edge-{n.ToString("D3", CultureInfo.InvariantCulture)}";
            await api.PutAsync($"/api/v1/places/place-{id}", new { name = $"가상로 {n}번 교차로", district = Districts[n % Districts.Length] });
            places.Add(new TownSite([await AccountAsync(id, "camera", new { kind = "camera", name = id, placeId = "place-" + id })], options.Script.Of($"place-{n}", PlaceDay.Make)));
        }
        return places;
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
        var devices = new List<DeviceAccount>();
        foreach (var role in Roles(n))
        {
            // The motion sensor has the plain name: homes of earlier demos know it so.
            var id = (role == "motion" ? "sensor" : role) + "-" + number;
            devices.Add(await AccountAsync(id, role, new { kind = DeviceAccount.KindOf(role), name = id, residentId = resident }));
        }
        return devices;
    }

    /// <summary>A robot in each home, a speaker in every second, and sensors of five sorts here and there.</summary>
    private static IEnumerable<string> Roles(int n)
    {
        yield return "robot";
        if (n % 2 == 0) yield return "speaker";
        if (n % 3 == 0) yield return "motion";
        if (n % 4 == 0) yield return "button";
        if (n % 5 == 0) yield return "fire";
        if (n % 6 == 0) yield return "door";
        if (n % 10 == 0) yield return "gas";
    }

    /// <summary>Registers a device; one that an earlier demo registered gets a new secret, as its old one is not known any more.</summary>
    private async Task<DeviceAccount> AccountAsync(string id, string role, object registration)
    {
        var registered = await api.PutAsync($"/api/v1/devices/{id}", registration);
        var secret = registered.GetProperty("secret").GetString();
        secret ??= (await api.PostAsync($"/api/v1/devices/{id}/secret")).GetProperty("secret").GetString();
        return new DeviceAccount(id, secret ?? throw new HttpRequestException($"No secret for '{id}'", null, HttpStatusCode.OK), role);
    }
}
