using System.Diagnostics;
using System.Runtime.InteropServices;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.DeviceBridge.Video.Upkeep;
using SafetyHub.Devices;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Video.Tests.Upkeep;

/// <summary>A real camera over a busy yard: people everywhere are no fault, a cover and a turn are.</summary>
public sealed class RealStreetTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [NeedsFact(Needs.Vtest)]
    public void Yard_FullOfPeople_IsNoFaultUntilTheCameraIsTurnedAndCovered()
    {
        using var upkeep = new CameraUpkeep(new VideoOptions(), fps: 5, known: []);
        var second = 0;
        second = Watch(upkeep, second, picture => { });
        Assert.Empty(upkeep.Faults);

        using var turn = Mat.FromPixelData(2, 3, MatType.CV_64FC1, new double[] { 1, 0, -230, 0, 1, 60 });
        second = Watch(upkeep, second, picture => Cv2.WarpAffine(picture, picture, turn, picture.Size(), borderMode: BorderTypes.Reflect101));
        Assert.Equal(CameraFault.Moved, Assert.Single(upkeep.Faults).Code);

        Watch(upkeep, second, picture => Cv2.GaussianBlur(picture, picture, new Size(0, 0), 40));
        Assert.Contains(upkeep.Faults, fault => fault.Code == CameraFault.Blind);
    }

    private int Watch(CameraUpkeep upkeep, int second, Action<Mat> spoil)
    {
        using var clip = new VideoCapture(TestSurroundings.VtestPath);
        using var picture = new Mat();
        var (ticks, looks) = (0L, 0);
        for (var frame = 0; clip.Read(picture); frame++)
        {
            if (frame % 10 != 0)
                continue; // ten frames a second
            spoil(picture);
            picture.GetArray(out Vec3b[] pixels);
            var started = Stopwatch.GetTimestamp();
            upkeep.Look(picture, MemoryMarshal.AsBytes(pixels.AsSpan()), Start.AddSeconds(second++));
            ticks += Stopwatch.GetTimestamp() - started;
            looks++;
        }
        output.WriteLine($"{looks} looks, {ticks * 1000.0 / Stopwatch.Frequency / looks:0.00} ms each at {clip.FrameWidth}x{clip.FrameHeight}; faults: {string.Join(", ", upkeep.Faults)}");
        return second;
    }
}
