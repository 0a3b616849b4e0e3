using System.Data.Common;

namespace SafetyHub.Dashboard.Access;

/// <summary>Tells a database that is out of reach from a fault of our own.</summary>
internal static class DatabaseAway
{
    /// <summary>True when the failure came from the database or from the way to it.</summary>
    public static bool Says(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is DbException or TimeoutException) return true;
        }
        return false;
    }
}
