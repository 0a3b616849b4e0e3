using System.Diagnostics;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Scenarios.Faults;

/// <summary>F1: the process is killed in a flood of calls for help.</summary>
public sealed class KilledInFlood : Fault
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ResentWithin = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override string Row => "F1";

    /// <inheritdoc/>
    public override string Injected => "kill -9 in a flood of calls for help";

    /// <inheritdoc/>
    protected override int DeviceCount => 50;

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        var random = new Random(1);
        for (var kill = 0; kill < (Thorough ? 20 : 2); kill++)
        {
            var sending = SendAsync(20, $"f1-{kill}");
            await Task.Delay(random.Next(50, 500));
            await Hub.KillAsync();
            var ready = await Hub.StartAgainAsync();
            ExpectInTime(ready <= ReadyWithin, $"ready only after {ready}");
            var clock = Stopwatch.StartNew();
            await sending.WaitAsync(TimeSpan.FromMinutes(2));
            UntilHealthy = ready + clock.Elapsed > UntilHealthy ? ready + clock.Elapsed : UntilHealthy;
            ExpectInTime(clock.Elapsed <= ResentWithin, $"resent calls were taken only {clock.Elapsed} after the hub was ready");
        }
    }
}

/// <summary>F2: one of two silos is killed.</summary>
public sealed class OneSiloKilled : Fault
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);
    private readonly TempDirectory _second = new();
    private HubSettings? _settings;

    /// <inheritdoc/>
    public override string Row => "F2";

    /// <inheritdoc/>
    public override string Injected => "kill -9 of one of two silos";

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _second.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<HubSettings> SettingsAsync(HubSettings standard) => _settings = standard with { ConnectionString = await Postgres!.CreateDatabaseAsync() };

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await using var other = await HubProcess.StartAsync(new HubSettings { DataDirectory = _second.Path, ConnectionString = _settings!.ConnectionString, Roles = "silo", Token = _settings.Token });
        await SendAsync(20, "f2-before");
        var sending = SendAsync(Thorough ? 400 : 60, "f2-during");
        await Task.Delay(300);
        await other.KillAsync();
        UntilHealthy = await TimeOneAsync("f2-after");
        await sending.WaitAsync(TimeSpan.FromMinutes(3));
        ExpectInTime(UntilHealthy <= LongestGap, $"a call for help took {UntilHealthy} after the silo was killed");
        await Task.WhenAll(Devices.Select(async d => Expect(await WithinAsync(d.SendAllAsync(1, "f2-last"), LongestGap), $"{d.Id} was not served within {LongestGap}")));
    }

    private static async Task<bool> WithinAsync(Task task, TimeSpan limit) => await Task.WhenAny(task, Task.Delay(limit)) == task;
}

/// <summary>F6: the hub with the embedded broker is restarted: commands and settings wait for the device.</summary>
public sealed class HubRestarted : Fault
{
    /// <inheritdoc/>
    public override string Row => "F6";

    /// <inheritdoc/>
    public override string Injected => "restart with commands and settings on their way to a device that is away";

    /// <inheritdoc/>
    protected override int DeviceCount => 2;

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        var device = Devices[0].Id;
        await Hub.Api.PutAsync($"/api/v1/devices/{device}/config", new { heartbeatSeconds = 120 });
        var command = await Hub.Api.PostAsync($"/api/v1/devices/{device}/commands", new { type = "say", data = new { text = "안녕하세요", language = "ko" }, expiresAt = DateTimeOffset.UtcNow.AddMinutes(10) });
        Expect(await Hub.StopAsync() == 0, "the hub did not stop cleanly");
        UntilHealthy = await Hub.StartAgainAsync();
        var secret = (await Hub.Api.PostAsync($"/api/v1/devices/{device}/secret")).GetProperty("secret").GetString();
        var (commands, configs) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        await using var client = new Testing.Mqtt.RawMqttClient
        {
            Received = (topic, payload) =>
            {
                var text = System.Text.Encoding.UTF8.GetString(payload);
                if (topic.EndsWith("/command", StringComparison.Ordinal)) commands.TrySetResult(text);
                if (topic.EndsWith("/config", StringComparison.Ordinal)) configs.TrySetResult(text);
            },
        };
        await client.ConnectAsync(Hub.Settings.MqttPort, device + "-back", device, secret);
        await client.SubscribeAsync($"safetyhub/v1/{device}/command");
        await client.SubscribeAsync($"safetyhub/v1/{device}/config");
        var both = Task.WhenAll(commands.Task, configs.Task);
        Expect(await Task.WhenAny(both, Task.Delay(5000)) == both, "the command or the settings did not come within 5 s of the connection");
        if (!both.IsCompletedSuccessfully) return;
        Expect(both.Result[0].Contains(command.GetProperty("id").GetString()!, StringComparison.Ordinal), "another command came");
        Expect(both.Result[1].Contains("120", StringComparison.Ordinal), "other settings came");
    }
}
