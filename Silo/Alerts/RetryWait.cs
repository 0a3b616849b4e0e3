namespace SafetyHub.Silo.Alerts;

/// <summary>How long to wait after a failed attempt: doubling from the first to the longest wait, of which a random part of up to a half is taken off.</summary>
internal sealed class RetryWait(TimeSpan first, TimeSpan longest)
{
    private static readonly TimeSpan LongestWish = TimeSpan.FromHours(1);

    /// <summary>The wait after so many attempts (1 = the first failed); never shorter than the receiver's own wish, of which at most an hour is granted.</summary>
    public TimeSpan After(int attempts, TimeSpan? wish)
    {
        var doubled = first * Math.Pow(2, Math.Min(attempts - 1, 30));
        var wait = (doubled < longest ? doubled : longest) * (1 - Random.Shared.NextDouble() / 2);
        var granted = wish > LongestWish ? LongestWish : wish ?? TimeSpan.Zero;
        return wait > granted ? wait : granted;
    }
}
