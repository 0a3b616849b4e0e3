using System.Net.Sockets;
using Npgsql;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Secrets;
using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Start;

/// <summary>What must be done before the first part starts: the data directory closed to others, the database brought to this release's schema.</summary>
internal static partial class Preparation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(WebApplication app, CancellationToken cancel)
    {
        PrivateFile.MakeFolder(app.Services.GetRequiredService<HubOptions>().DataDirectory);
        var database = app.Services.GetRequiredService<HubDatabase>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        var started = clock.GetTimestamp();
        while (!await TryUpgradeAsync(database, app.Logger, mayWait: clock.GetElapsedTime(started) < Patience, cancel))
            await Task.Delay(Pause, clock, cancel);
    }

    /// <summary>After a power cut the hub and its PostgreSQL start together: one that is not there yet is waited for.</summary>
    private static async Task<bool> TryUpgradeAsync(HubDatabase database, ILogger log, bool mayWait, CancellationToken cancel)
    {
        try
        {
            await SchemaUpgrader.UpgradeAsync(database, log, cancel);
            return true;
        }
        catch (Exception e) when (mayWait && e is NpgsqlException { IsTransient: true } or { InnerException: SocketException } or TimeoutException)
        {
            LogWaiting(log, e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL does not answer yet ({Failure}); trying again")]
    private static partial void LogWaiting(ILogger log, string failure);
}
