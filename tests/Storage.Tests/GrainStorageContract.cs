using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;
using SafetyHub.Devices;
using SafetyHub.Grains;
using SafetyHub.Silo.Storage;
using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>Grain state and reminders on the hub's database, with a real silo.</summary>
public abstract class GrainStorageContract(StorageFixture storage)
{
    [Fact]
    public async Task State_Written_IsThereAfterTheSiloStartedAnew()
    {
        var options = await storage.NewOptionsAsync();
        await using (var hub = await storage.HubAsync(options)) await WithSiloAsync(hub, grain => grain.Keep("김순자"));
        await using var again = await storage.HubAsync(options);
        await WithSiloAsync(again, async grain =>
        {
            Assert.Equal("김순자", await grain.Kept());
            await grain.Forget();
            Assert.Null(await grain.Kept());
        });
    }

    [Fact]
    public async Task Reminder_Registered_IsThereAfterTheSiloStartedAnew()
    {
        var options = await storage.NewOptionsAsync();
        await using (var hub = await storage.HubAsync(options)) await WithSiloAsync(hub, grain => grain.Remind());
        await using var again = await storage.HubAsync(options);
        await WithSiloAsync(again, async grain => Assert.True(await grain.IsReminded()));
    }

    [Fact]
    public async Task State_OfAKeyThatGrainKeysDidNotBuild_IsRefused()
    {
        await using var hub = await storage.NewHubAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => WithSiloAsync(hub, grain => grain.Keep("x"), key: "d1"));
    }

    [Fact]
    public async Task StatesOfTheControlRoom_Written_ComeBackAsTheyWere()
    {
        await using var hub = await storage.NewHubAsync();
        await WithHostAsync(hub, async host =>
        {
            var rows = host.Services.GetRequiredKeyedService<IGrainStorage>(GrainsAssembly.Storage);
            await ComesBackAsync(rows, "room", GrainKeys.ControlRoom, RoomStates.Room());
            await ComesBackAsync(rows, "wall", GrainKeys.Wall("p1"), RoomStates.Wall());
            await ComesBackAsync(rows, "outcomes", GrainKeys.CameraOutcomes(DeviceId.Parse("cam-1")), RoomStates.Outcomes());
            await ComesBackAsync(rows, "offenders", GrainKeys.RepeatOffenders, RoomStates.Offenders());
        });
    }

    private static async Task ComesBackAsync<T>(IGrainStorage rows, string name, string key, T state) where T : class, new()
    {
        var id = GrainId.Create(name, key);
        await rows.WriteStateAsync(name, id, new GrainState<T>(state));
        var read = new GrainState<T>(new T());
        await rows.ReadStateAsync(name, id, read);
        Assert.NotSame(state, read.State);
        Assert.NotEqual(JsonSerializer.Serialize(new T()), JsonSerializer.Serialize(state));
        Assert.Equal(JsonSerializer.Serialize(state), JsonSerializer.Serialize(read.State));
    }

    private static Task WithSiloAsync(TestHub hub, Func<IKeepingGrain, Task> act, string key = "robot-1") =>
        WithHostAsync(hub, host => act(host.Services.GetRequiredService<IGrainFactory>().GetGrain<IKeepingGrain>(key)));

    private static async Task WithHostAsync(TestHub hub, Func<IHost, Task> act)
    {
        using var host = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseOrleans(silo => silo.UseLocalhostClustering(FreePort.Next(), FreePort.Next()).UseHubStorage(hub.Database))
            .Build();
        await host.StartAsync();
        try
        {
            await act(host);
        }
        finally
        {
            await host.StopAsync();
        }
    }
}

public interface IKeepingGrain : IGrainWithStringKey
{
    Task Keep(string text);

    Task<string?> Kept();

    Task Forget();

    Task Remind();

    Task<bool> IsReminded();
}

public sealed class KeptState
{
    public string? Text { get; set; }
}

public sealed class KeepingGrain([PersistentState("keeping", "hub")] IPersistentState<KeptState> state) : Grain, IKeepingGrain, IRemindable
{
    public Task Keep(string text)
    {
        state.State.Text = text;
        return state.WriteStateAsync();
    }

    public Task<string?> Kept() => Task.FromResult(state.State.Text);

    public Task Forget() => state.ClearStateAsync();

    public Task Remind() => this.RegisterOrUpdateReminder("wake", TimeSpan.FromHours(1), TimeSpan.FromHours(1));

    public async Task<bool> IsReminded() => await this.GetReminder("wake") is not null;

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}

public sealed class SqliteGrainStorageTests(SqliteFixture storage) : GrainStorageContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresGrainStorageTests(PostgresFixture storage) : GrainStorageContract(storage), IClassFixture<PostgresFixture>;
