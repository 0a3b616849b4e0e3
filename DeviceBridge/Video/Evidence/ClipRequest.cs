using System.Text.Json;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>A clip that is wanted. It lies as a file beside the recording until it is made, so that a hub that was killed makes it at its next start.</summary>
/// <param name="CameraId">Of which camera.</param>
/// <param name="SignalIds">For which signals: what happens shortly after the first shares its clip.</param>
/// <param name="At">The moment of the first.</param>
/// <param name="From">Wanted beginning.</param>
/// <param name="To">Wanted end.</param>
internal sealed record ClipRequest(string CameraId, IReadOnlyList<string> SignalIds, DateTimeOffset At, DateTimeOffset From, DateTimeOffset To)
{
    private const string Suffix = ".wanted.json";

    private string FileIn(string folder) => Path.Combine(folder, $"{At.UtcTicks}{Suffix}");

    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.Write(FileIn(folder), JsonSerializer.SerializeToUtf8Bytes(this));
    }

    public void Forget(string folder) => File.Delete(FileIn(folder));

    /// <summary>What a hub before this one left behind; what cannot be read is deleted.</summary>
    public static IReadOnlyList<ClipRequest> Left(string folder)
    {
        var left = new List<ClipRequest>();
        if (!Directory.Exists(folder))
            return left;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Suffix))
        {
            if (Read(file) is { } request)
                left.Add(request);
            else
                File.Delete(file);
        }
        return left;
    }

    private static ClipRequest? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ClipRequest>(File.ReadAllBytes(file));
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            return null;
        }
    }
}
