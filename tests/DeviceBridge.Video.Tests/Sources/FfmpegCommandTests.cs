using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

public sealed class FfmpegCommandTests
{
    private static readonly VideoOptions Options = new();

    [Theory]
    [InlineData("rtsp://viewer:s3cret@10.0.0.5/cam")]
    [InlineData("http://viewer:s3cret@10.0.0.5/cam?pwd=s3cret")]
    public void Command_ForANetworkCamera_HoldsNoPartOfTheAddress(string text)
    {
        var address = CameraAddress.Parse(text);

        foreach (var start in new[] { FfmpegCommand.Decode(Options, address, new FrameSize(640, 360), 5), FfmpegCommand.Probe(Options, address) })
        {
            var line = string.Join(' ', start.ArgumentList);
            Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
            Assert.DoesNotContain("10.0.0.5", line, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", string.Join(' ', start.Environment.Values), StringComparison.Ordinal);
        }
        Assert.Contains("s3cret", FfmpegCommand.Script(address, TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
    }

    [Fact]
    public void Command_ForAnyCamera_NeverTakesSound()
    {
        var start = FfmpegCommand.Decode(Options, CameraAddress.Parse("file:/clip.mp4"), new FrameSize(640, 360), 5);

        Assert.Contains("-an", start.ArgumentList);
    }

    [Fact]
    public void Script_WithAQuoteInTheAddress_StaysOneEntry()
    {
        var address = CameraAddress.Parse("http://10.0.0.5/it's?a='b");

        var script = FfmpegCommand.Script(address, TimeSpan.FromSeconds(10));

        Assert.Contains(@"file 'http://10.0.0.5/it'\''s?a='\''b'", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1920, 1080, 640, 640, 360)]
    [InlineData(768, 576, 640, 640, 480)]
    [InlineData(320, 240, 640, 320, 240)]
    [InlineData(1921, 1081, 641, 640, 360)]
    public void FrameSize_ScaledToAWidth_KeepsShapeAndIsEven(int width, int height, int to, int newWidth, int newHeight) =>
        Assert.Equal(new FrameSize(newWidth, newHeight), new FrameSize(width, height).ScaledTo(to));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"streams\":[]}")]
    [InlineData("{\"streams\":[{\"width\":\"x\",\"height\":1}]}")]
    [InlineData("{\"streams\":[{\"width\":90000,\"height\":90000}]}")]
    public void ReadSize_OfAnythingButASize_IsNull(string json) => Assert.Null(SourceProbe.ReadSize(json));
}
