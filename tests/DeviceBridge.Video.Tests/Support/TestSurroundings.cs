using SafetyHub.DeviceBridge.Video.Conversion;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>Where the tests find what the repository does not hold.</summary>
internal static class TestSurroundings
{
    public const string VtestPath = "/usr/share/doc/opencv-doc/examples/data/vtest.avi";

    /// <summary>Folder with further footage and models, from SAFETYHUB_SHARED; empty when unset.</summary>
    public static string Shared { get; } = Environment.GetEnvironmentVariable("SAFETYHUB_SHARED") ?? "";

    /// <summary>Model cache, from SAFETYHUB_CACHE or the repository's <c>.cache</c>.</summary>
    public static string Cache { get; } = Environment.GetEnvironmentVariable("SAFETYHUB_CACHE") is { Length: > 0 } set ? set : Path.Combine(Root(), ".cache");

    public static string Package => Path.Combine(Cache, "downloads", ModelSetup.PackageFile);

    public static string SharedFile(string path) => Path.Combine(Shared.Length == 0 ? "/nonexistent" : Shared, path);

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafetyHub.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
