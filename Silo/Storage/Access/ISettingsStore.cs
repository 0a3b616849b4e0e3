namespace SafetyHub.Silo.Storage;

/// <summary>The hub's own small settings that all its processes share, for example its push keys. Values may be secret: they are never logged.</summary>
public interface ISettingsStore
{
    /// <summary>A value, or null.</summary>
    Task<string?> FindAsync(string name, CancellationToken cancel);

    /// <summary>Sets a value.</summary>
    Task SetAsync(string name, string value, CancellationToken cancel);
}
