namespace SafetyHub.Silo.Alerts;

/// <summary>Reads how long a receiver wants to be left alone.</summary>
internal static class RetryAfter
{
    /// <summary>The wait named by <c>Retry-After</c>, or null.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wait > TimeSpan.Zero ? wait : null;
    }
}
