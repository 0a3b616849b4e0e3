namespace SafetyHub.Access;

/// <summary>Bearer tokens of outside programs. Only hashes are stored.</summary>
public interface IApiTokens
{
    /// <summary>Who a token is, or null when it is unknown, revoked or expired. Answers from memory.</summary>
    ValueTask<ApiCaller?> FindAsync(string token, CancellationToken cancel);

    /// <summary>Makes a token; the only time its text is seen.</summary>
    Task<string> CreateAsync(string name, string role, DateTimeOffset? expiresAt, CancellationToken cancel);

    /// <summary>Revokes a token by name; false when there is none.</summary>
    Task<bool> RevokeAsync(string name, CancellationToken cancel);

    /// <summary>Names, roles and ends of all tokens.</summary>
    Task<IReadOnlyList<ApiCaller>> ListAsync(CancellationToken cancel);
}

/// <summary>Who a token is.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="ExpiresAt">End of validity, UTC, or null.</param>
public sealed record ApiCaller(string Name, string Role, DateTimeOffset? ExpiresAt);

/// <summary>What people and programs may do; each includes the ones below it except that a caseworker sees only own incidents.</summary>
public static class Roles
{
    /// <summary>Sets the hub up: devices, people, tokens, quarantine, audit.</summary>
    public const string Administrator = "administrator";
    /// <summary>Leads the control room.</summary>
    public const string Supervisor = "supervisor";
    /// <summary>Works in the control room.</summary>
    public const string Operator = "operator";
    /// <summary>Goes to people.</summary>
    public const string Caseworker = "caseworker";

    /// <summary>All, highest first.</summary>
    public static IReadOnlyList<string> All { get; } = [Administrator, Supervisor, Operator, Caseworker];
}
