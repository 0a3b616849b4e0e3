using System.Diagnostics;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>Runs other people's programs.</summary>
internal static class Commands
{
    /// <summary>Runs a program to its end and returns what it printed.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Publishes with <c>mosquitto_pub</c>.</summary>
    public static Task<(int Code, string Output)> PublishAsync(int port, string device, string secret, string topic, string payload, params string[] more) =>
        RunAsync("mosquitto_pub", ["-q", "1", "-h", "127.0.0.1", "-p", $"{port}", "-u", device, "-P", secret, "-t", $"safetyhub/v1/{device}/{topic}", "-m", payload, .. more]);

    /// <summary>Starts <c>mosquitto_sub</c> for a number of messages.</summary>
    public static Task<(int Code, string Output)> SubscribeAsync(int port, string device, string secret, string topic, int messages) =>
        RunAsync("mosquitto_sub", "-q", "1", "-h", "127.0.0.1", "-p", $"{port}", "-u", device, "-P", secret, "-t", $"safetyhub/v1/{device}/{topic}", "-C", $"{messages}", "-W", "20", "-v");
}
