using System.Diagnostics;

namespace SafetyHub.Testing;

/// <summary>The server programs of the newest installed PostgreSQL.</summary>
internal sealed class PostgresPrograms
{
    private const string Root = "/usr/lib/postgresql";
    private readonly string _folder;

    private PostgresPrograms(string folder) => _folder = folder;

    public static PostgresPrograms Find()
    {
        var newest = Directory.Exists(Root)
            ? Directory.GetDirectories(Root).OrderByDescending(path => double.TryParse(Path.GetFileName(path), out var version) ? version : 0).FirstOrDefault()
            : null;
        return newest is null
            ? throw new InvalidOperationException($"PostgreSQL is not installed: no version under {Root}. Install the package 'postgresql'.")
            : new PostgresPrograms(Path.Combine(newest, "bin"));
    }

    /// <summary>Runs one of the programs and waits for it; a failure carries what it printed.</summary>
    public Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_folder, program);
        return Environment.IsPrivilegedProcess
            ? ExecuteAsync("runuser", ["-u", "postgres", "--", path, .. arguments])
            : ExecuteAsync(path, arguments);
    }

    /// <summary>Gives a directory to the user that the server runs as.</summary>
    public static Task OwnAsync(string directory) =>
        Environment.IsPrivilegedProcess ? ExecuteAsync("chown", ["postgres", directory]) : Task.CompletedTask;

    private static async Task ExecuteAsync(string program, IEnumerable<string> arguments)
    {
        // Output goes to files: a pipe would stay open in the server that pg_ctl leaves behind, and reading it would never end.
        using var directory = new TempDirectory();
        var log = directory.File("output");
        var script = $"exec \"$0\" \"$@\" >'{log}' 2>&1 </dev/null";
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return;
        throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await File.ReadAllTextAsync(log)}");
    }
}
