using Npgsql;

namespace SafetyHub.Silo.Storage;

/// <summary>The pools of one process. Each has its own time limits; what the operator's string says about them is overruled where safety depends on it.</summary>
internal static class PostgresPools
{
    /// <summary>Few connections, short limits: an append answers or fails within seconds, and a dead process frees the log's lock.</summary>
    public static NpgsqlDataSource Safety(string text) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(text)
    {
        ApplicationName = "safetyhub-log", MaxPoolSize = 8, MaxAutoPrepare = 32, AutoPrepareMinUsages = 2, Timeout = 2, CommandTimeout = 3,
        CancellationTimeout = 500, IncludeErrorDetail = false, Options = Settings(text, "-c lock_timeout=2500 -c idle_in_transaction_session_timeout=4000"),
    });

    public static NpgsqlDataSource General(string text, int maxConnections) => NpgsqlDataSource.Create(GeneralString(text, "safetyhub", maxConnections));

    public static NpgsqlDataSource History(string text) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(text)
    {
        ApplicationName = "safetyhub-history", MaxPoolSize = 4, MaxAutoPrepare = 16, AutoPrepareMinUsages = 2, Timeout = 5, CommandTimeout = 30,
        IncludeErrorDetail = false,
    });

    public static string GeneralString(string text, string application, int maxConnections) => new NpgsqlConnectionStringBuilder(text)
    {
        ApplicationName = application, MaxPoolSize = maxConnections, MaxAutoPrepare = 64, AutoPrepareMinUsages = 2, Timeout = 5, CommandTimeout = 10,
        IncludeErrorDetail = false, Options = Settings(text, "-c idle_in_transaction_session_timeout=20000"),
    }.ConnectionString;

    private static string Settings(string text, string ours) => $"{new NpgsqlConnectionStringBuilder(text).Options} {ours}".Trim();
}
