namespace SafetyHub.Silo.Storage;

/// <summary>
/// The database did not take a write in time, or did not answer. Whether it was written is not known: who gets this must not acknowledge anything,
/// and may send the same again, because every write of the incident log is idempotent.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? inner) : Exception(message, inner);
