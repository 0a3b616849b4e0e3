using System.Text.Json;

namespace SafetyHub.DeviceBridge.Tests.Clients;

/// <summary>MQTT.js, installed once from its lock file into the folder of the tests' build.</summary>
internal static class MqttJs
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "js");
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    public static async Task<ClientProcess> StartAsync(string url, string device, int version)
    {
        await Installed.Value;
        var client = ClientProcess.Start("node", Path.Combine(Folder, "device.js"), url, device, $"{version}");
        await client.WaitForLineAsync("subscribed");
        return client;
    }

    public static async Task PublishAsync(this ClientProcess client, string name, string payload, int qos = 1)
    {
        client.Write(JsonSerializer.Serialize(new { name, payload, qos }));
        await client.WaitForLineAsync($"published {name}");
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "mqtt"))) return;
        await using var npm = ClientProcess.Start("npm", "ci", "--prefix", Folder, "--no-audit", "--no-fund");
        await npm.WaitForExitAsync(TimeSpan.FromMinutes(3));
        Assert.True(npm.ExitCode == 0, "npm ci failed: " + npm.Errors);
    }
}
