using SafetyHub.DeviceBridge.Tests.Hub;

namespace SafetyHub.DeviceBridge.Tests.Clients;

/// <summary>mosquitto_pub and mosquitto_sub as a device would call them.</summary>
internal static class Mosquitto
{
    public static string Topic(string device, string name) => $"safetyhub/v1/{device}/{name}";

    public static Task<ClientProcess> PublishAsync(TestHub hub, string device, string name, string payload, params IEnumerable<string> more) =>
        ClientProcess.RunAsync("mosquitto_pub", [.. Sign(hub.Port, device), "-t", Topic(device, name), "-q", "1", "-m", payload, .. more]);

    /// <summary>Subscribes and waits until the broker has answered. Prints topic, retain flag and payload.</summary>
    public static async Task<ClientProcess> SubscribeAsync(TestHub hub, string device, string name, params IEnumerable<string> more)
    {
        // stdbuf, because mosquitto_sub keeps its lines to itself while it writes to a pipe.
        var client = ClientProcess.Start("stdbuf", ["-oL", "mosquitto_sub", .. Sign(hub.Port, device), "-t", name.StartsWith("safetyhub", StringComparison.Ordinal) ? name : Topic(device, name), "-q", "1", "-d", "-F", "%t retain=%r %p", .. more]);
        await client.WaitForLineAsync("Subscribed (mid");
        return client;
    }

    public static IEnumerable<string> Sign(int port, string device) => ["-h", "127.0.0.1", "-p", $"{port}", "-u", device, "-P", "secret-" + device];

    public static string Event(string id, string type = "sos.hand-hold") => $$$"""{"id":"{{{id}}}","at":"{{{DateTimeOffset.Now:O}}}","type":"{{{type}}}","data":{"seconds":4}}""";
}
