using System.Diagnostics;

namespace SafetyHub.Testing;

/// <summary>A real file system of its own that is small enough to be filled: memory, mounted on a new folder. Needs the right to mount.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _folder = new();

    /// <summary>Mounts it.</summary>
    /// <exception cref="InvalidOperationException">This process may not mount.</exception>
    public SmallDisk(int mebibytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m,mode=0700", "tmpfs", _folder.Path) is { Length: > 0 } words)
        {
            _folder.Dispose();
            throw new InvalidOperationException(words);
        }
    }

    /// <summary>Why this machine cannot have one; null when it can.</summary>
    public static string? WhyNot { get; } = Probe();

    /// <summary>Its full path.</summary>
    public string Path => _folder.Path;

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using var junk = new FileStream(System.IO.Path.Combine(Path, "junk"), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var block = new byte[64 * 1024];
        for (var size = block.Length; size > 0; size /= 2)
        {
            try
            {
                while (true) junk.Write(block, 0, size);
            }
            catch (IOException)
            {
                // Full for blocks of this size: smaller ones still fit.
            }
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(System.IO.Path.Combine(Path, "junk"));

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux()) return "no tmpfs on this system";
        try
        {
            new SmallDisk(1).Dispose();
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var words = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : words.Length > 0 ? words : $"{program} failed";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
