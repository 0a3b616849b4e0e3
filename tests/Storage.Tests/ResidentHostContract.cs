using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.Audit;
using SafetyHub.Devices;
using SafetyHub.Grains;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Residents;
using SafetyHub.Residents;
using SafetyHub.Signals;
using SafetyHub.Silo.Residents;
using SafetyHub.Silo.Storage;
using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>Residents' grains on the hub's database in a real silo: records of earlier releases, and records whose time is over.</summary>
public abstract class ResidentHostContract(StorageFixture storage)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Record_OfAnEarlierRelease_WorksFromWhereItLies_AndIsTakenIntoTheBookOnce()
    {
        await using var hub = await storage.NewHubAsync();
        await WithSiloAsync(hub, grains => Resident(grains, "old").LinkDevice(DeviceId.Parse("bot"), DeviceKind.Robot, linked: true));
        var plain = await RewriteAsync(hub, state => state["Profile"] = new JsonObject { ["Name"] = "옛사람", ["District"] = "deogyang", ["Language"] = "ko", ["Phone"] = "010-7" });
        Assert.Contains("옛사람", plain, StringComparison.Ordinal);
        await WithSiloAsync(hub, async grains =>
        {
            Assert.Equal(("옛사람", "deogyang"), ((await Resident(grains, "old").Describe()).Name, (await Resident(grains, "old").Describe()).District));
            var records = new PlainRecords(hub.Database, hub.Get<ISettingsStore>(), grains, NullLogger<PlainRecords>.Instance);
            Assert.Equal((1, 0), (await records.TakeOverAsync(None), await records.TakeOverAsync(None)));
            Assert.Equal("010-7", (await Resident(grains, "old").Get())!.Phone);
        });
        Assert.Equal("옛사람", (await hub.Get<IResidentBook>().LoadAsync("old", None))!.Profile!.Name);
        Assert.Equal("hub", Assert.Single(await hub.Get<IResidentDirectory>().HistoryAsync("old", null, 10, None)).Actor);
        var left = await RewriteAsync(hub, _ => { });
        Assert.DoesNotContain("010-7", left, StringComparison.Ordinal);
        Assert.Contains("bot", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_WhoseTimeIsOver_IsErased_WithAnEntryInTheAudit()
    {
        await using var hub = await storage.NewHubAsync();
        var file = ResidentBookContract.File("gone", "간사람");
        file = file with { Standing = file.Standing with { Status = ResidentStatus.Died }, EraseAt = Sample.Now };
        await hub.Get<IResidentBook>().AppendAsync([ResidentBookContract.Append(file, "entered"), ResidentBookContract.Append(ResidentBookContract.File("here", "있는이"))], None);
        await WithSiloAsync(hub, grains =>
            new ResidentKeeping(hub.Get<IResidentDirectory>(), hub.Get<IAuditLog>(), grains, TimeProvider.System, NullLogger<ResidentKeeping>.Instance).EraseDueAsync(None));
        Assert.Null((await hub.Get<IResidentBook>().LoadAsync("gone", None))!.Profile);
        Assert.NotNull((await hub.Get<IResidentBook>().LoadAsync("here", None))!.Profile);
        Assert.Contains(await hub.Get<IAuditLog>().ListAsync(null, 10, None), entry => entry is { Actor: "hub", Action: "resident.erase", Target: "resident/gone" });
        Assert.Empty(await hub.Get<IResidentDirectory>().DueForErasureAsync(DateTimeOffset.UtcNow, 10, None));
    }

    private static IResidentGrain Resident(IGrainFactory grains, string id) => grains.GetGrain<IResidentGrain>(GrainKeys.Subject(new SubjectRef(SubjectKind.Resident, id)));

    /// <summary>Changes the one stored state of a resident's grain, as an earlier release would have written it; returns what is there then.</summary>
    private static async Task<string> RewriteAsync(TestHub hub, Action<JsonNode> change)
    {
        var (table, key, payload) = hub.Database.Kind == StorageKind.Sqlite ? ("GrainState", "KeyText", "Payload") : ("grain_state", "key_text", "payload");
        await using var connection = await hub.Database.OpenAsync(StorageArea.Main, None);
        await using var read = connection.Sql($"SELECT {payload} FROM {table} WHERE {key} = 'resident-old'");
        var state = JsonNode.Parse(Encoding.UTF8.GetString((byte[])(await read.ExecuteScalarAsync())!))!;
        change(state);
        var text = state.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await using var write = connection.Sql($"UPDATE {table} SET {payload} = @payload WHERE {key} = 'resident-old'", ("@payload", Encoding.UTF8.GetBytes(text)));
        await write.ExecuteNonQueryAsync();
        return text;
    }

    private static async Task WithSiloAsync(TestHub hub, Func<IGrainFactory, Task> act)
    {
        using var host = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(FreePort.Next(), FreePort.Next()).UseHubStorage(hub.Database);
                silo.Services.AddHubGrains(new ConfigurationBuilder().Build());
                silo.Services.AddSingleton(hub.Get<IIncidentLog>()).AddSingleton(hub.Get<IResidentBook>());
            })
            .Build();
        await host.StartAsync();
        try
        {
            await act(host.Services.GetRequiredService<IGrainFactory>());
        }
        finally
        {
            await host.StopAsync();
        }
    }
}

public sealed class SqliteResidentHostTests(SqliteFixture storage) : ResidentHostContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresResidentHostTests(PostgresFixture storage) : ResidentHostContract(storage), IClassFixture<PostgresFixture>;
