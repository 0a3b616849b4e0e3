namespace SafetyHub.Testing;

/// <summary>A directory that is gone with its owner.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>Makes the directory, readable by its owner only.</summary>
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("safetyhub-").FullName;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The full path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
