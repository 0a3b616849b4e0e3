using System.Diagnostics;
using SafetyHub.DeviceBridge.Video;
using SafetyHub.DeviceBridge.Video.Gate;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Testing;

namespace SafetyHub.Benchmarks.Video;

/// <summary>Decoding and looking for motion.</summary>
/// <param name="Program"><c>hub</c>, or <c>motion</c> with its frame rate.</param>
/// <param name="DecodedFrames">Frames of the clip that were decoded.</param>
/// <param name="MsPerDecodedFrame">Processor time for each of them: decoder and gate, or all of motion.</param>
internal sealed record MotionCost(string Program, double DecodedFrames, double MsPerDecodedFrame);

/// <summary>Our decoder and gate beside Debian's <c>motion</c> on the same clips in the same run: what a decoded frame costs, and what fires without cause.</summary>
internal static class MotionBench
{
    // Triggers closer than this are one.
    private static readonly TimeSpan SameTrigger = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Report report, BenchClips clips, TimeSpan duration)
    {
        var busy = clips.Busy(1920, 1080, "4M");
        var time = TimeSpan.FromSeconds(Math.Min(duration.TotalSeconds, BenchClips.Seconds - 8)); // motion starts anew at the end of a file
        MotionCost[] costs =
        [
            await OursAsync(busy, time),
            await MotionRun.MeasureAsync(busy, 5, time),
            await MotionRun.MeasureAsync(busy, 15, time),
        ];
        foreach (var cost in costs)
            Report.Say($"motion: {cost.Program} {cost.MsPerDecodedFrame:F2} ms of CPU for each decoded frame of 1080p25 ({cost.DecodedFrames:F0} frames)");
        var nuisance = clips.Nuisance();
        var (ours, looked) = await FalseTriggersAsync(nuisance);
        var theirs = await MotionRun.TriggersAsync(nuisance, TimeSpan.FromSeconds(BenchClips.Seconds - 1), SameTrigger);
        report.Add("motion", new { costs, falseTriggers = new { hub = ours, motion = theirs, hubFramesSearchedWithoutCause = looked } });
        Report.Say($"motion: without anybody, two flashes and eight seconds of wind: the hub's gate fired {ours} times, motion {theirs} times");
    }

    private static async Task<MotionCost> OursAsync(string clip, TimeSpan duration)
    {
        OpenCvSharp.Cv2.SetNumThreads(1);
        var address = CameraAddress.Parse("file:" + clip);
        var size = new FrameSize(1920, 1080).ScaledTo(640);
        var frame = new FramePool(size, 1).TryRent()!;
        using var gate = new MotionGate();
        await using var child = ChildProcess.Start(FfmpegCommand.Decode(new VideoOptions(), address, size, 5), address, "");
        for (var i = 0; i < 10 && await child.RawOutput.ReadAtLeastAsync(frame.Memory, size.Bytes, throwOnEndOfStream: false) == size.Bytes; i++)
            gate.Observe(frame.Picture);
        var (before, decoder, started, frames) = (Environment.CpuUsage.TotalTime, child.ProcessorTime, Stopwatch.GetTimestamp(), 0);
        while (Stopwatch.GetElapsedTime(started) < duration && await child.RawOutput.ReadAtLeastAsync(frame.Memory, size.Bytes, throwOnEndOfStream: false) == size.Bytes)
        {
            gate.Observe(frame.Picture);
            frames++;
        }
        var decoded = frames * BenchClips.FramesPerSecond / 5.0;
        return new MotionCost("hub", decoded, (Environment.CpuUsage.TotalTime - before + child.ProcessorTime - decoder).TotalMilliseconds / decoded);
    }

    private static async Task<(int Triggers, int Frames)> FalseTriggersAsync(string clip)
    {
        var address = CameraAddress.Parse("file:" + clip);
        var size = new FrameSize(640, 360);
        var frame = new FramePool(size, 1).TryRent()!;
        using var gate = new MotionGate();
        await using var child = ChildProcess.Start(FfmpegCommand.Once(new VideoOptions(), address, size, 5), address, "");
        var (triggers, fired, last) = (0, 0, TimeSpan.MinValue);
        for (var i = 0; await child.RawOutput.ReadAtLeastAsync(frame.Memory, size.Bytes, throwOnEndOfStream: false) == size.Bytes; i++)
        {
            var at = TimeSpan.FromSeconds(i / 5.0);
            if (gate.Observe(frame.Picture) is not GateReading.Motion)
                continue;
            fired++;
            triggers += last == TimeSpan.MinValue || at - last > SameTrigger ? 1 : 0;
            last = at;
        }
        return (triggers, fired);
    }
}
