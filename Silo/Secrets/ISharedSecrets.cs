namespace SafetyHub.Silo.Secrets;

/// <summary>
/// Secrets that the hub makes for itself and that all of its processes must agree on: data protection keys, the push key pair. Files of the data
/// directory (mode 0600) where one process is the hub; a table where several share PostgreSQL. Calls wait for storage: they are rare and come at start.
/// </summary>
public interface ISharedSecrets
{
    /// <summary>The secret of this name, made and stored first when there is none; all processes get the same one.</summary>
    string GetOrAdd(string name, Func<string> make);

    /// <summary>All secrets whose name starts with the prefix, in no order.</summary>
    IReadOnlyList<string> List(string prefix);
}
