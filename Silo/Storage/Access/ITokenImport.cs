namespace SafetyHub.Silo.Storage;

/// <summary>Takes a token whose text somebody else chose: the bootstrap token.</summary>
public interface ITokenImport
{
    /// <summary>Adds a token that does not expire, or replaces the one of this name.</summary>
    Task ImportAsync(string name, string role, string token, CancellationToken cancel);
}
