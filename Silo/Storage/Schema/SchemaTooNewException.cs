namespace SafetyHub.Silo.Storage;

/// <summary>The database was upgraded by a newer hub; this one must not touch it.</summary>
public sealed class SchemaTooNewException(StorageArea area, int found, int known)
    : Exception($"The database's schema ({area}) is at version {found}, this program knows it up to {known}. Start the newer release, or restore the backup taken before the upgrade.")
{
    /// <summary>Version in the database.</summary>
    public int Found { get; } = found;

    /// <summary>Highest version this program knows.</summary>
    public int Known { get; } = known;
}
