using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SafetyHub.Silo.Tests.Support;
using SafetyHub.Testing;

namespace SafetyHub.Silo.Tests.Start;

/// <summary>The roles in processes of their own, which find each other through PostgreSQL.</summary>
public sealed class SeparateRolesTests
{
    [Fact]
    public async Task Roles_InSeparateProcesses_AreOneHub()
    {
        await using var postgres = await PostgresCluster.StartNewAsync();
        var database = await postgres.CreateDatabaseAsync();
        using var silo = new TempDirectory();
        using var web = new TempDirectory();
        using var bridge = new TempDirectory();

        await using var siloHub = await StartAsync(silo, database, "silo");
        var webHub = StartAsync(web, database, "dashboard");
        var bridgeHub = StartAsync(bridge, database, "bridge");
        await using var webProcess = await webHub;
        await using var bridgeProcess = await bridgeHub;

        foreach (var hub in new[] { siloHub, webProcess, bridgeProcess }) Assert.Equal("1 silo(s) active", await ReasonAsync(hub, "cluster"));
        using var client = new HttpClient { BaseAddress = new Uri(webProcess.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(web.File("data/bootstrap-token"))).Trim());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/v1/incidents", UriKind.Relative))).StatusCode);
        Assert.Empty(Directory.EnumerateFiles(silo.File("data"), "bootstrap-token")); // only where the API is served
        int[] exitCodes = [await bridgeProcess.StopAsync(), await webProcess.StopAsync(), await siloHub.StopAsync()];
        Assert.Equal([0, 0, 0], exitCodes);
    }

    private static Task<RunningHub> StartAsync(TempDirectory temp, string database, string roles) =>
        RunningHub.StartAsync(temp, ("SafetyHub__Storage__ConnectionString", database), ("SafetyHub__Roles", roles));

    private static async Task<string?> ReasonAsync(RunningHub hub, string part)
    {
        using var client = new HttpClient { BaseAddress = new Uri(hub.Url) };
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        using var health = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        Assert.True(answer.IsSuccessStatusCode, health.RootElement.ToString());
        return health.RootElement.GetProperty("parts").GetProperty(part).GetProperty("reason").GetString();
    }
}
