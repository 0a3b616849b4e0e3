namespace SafetyHub.Silo.Storage;

/// <summary>Makes directories and files that only their owner can read, before anything is written to them.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void MakeDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else if (!Directory.Exists(path)) Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>
    /// Makes an empty file where there is none, and takes the rights of others where there is one. An existing file is not opened:
    /// closing it again would drop the locks that SQLite holds on it in this process.
    /// </summary>
    public static void MakeFile(string path)
    {
        if (!File.Exists(path)) New(path, FileMode.OpenOrCreate).Dispose();
        else if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, OwnerOnly);
    }

    public static FileStream New(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }
}
