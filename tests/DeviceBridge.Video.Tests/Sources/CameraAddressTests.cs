using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

public sealed class CameraAddressTests
{
    [Theory]
    [InlineData("rtsp://viewer:pa%20ss@10.0.0.5:554/stream1", CameraScheme.Rtsp, "rtsp://10.0.0.5:554/stream1")]
    [InlineData("http://10.0.0.5/video.mjpg?user=a&pwd=hidden", CameraScheme.Http, "http://10.0.0.5/video.mjpg")]
    [InlineData("file:/srv/clips/a b#1.mp4", CameraScheme.File, "file:/srv/clips/a b#1.mp4")]
    [InlineData("file:///srv/clips/a.mp4", CameraScheme.File, "file:/srv/clips/a.mp4")]
    public void Parse_OfAKnownScheme_ShowsItWithoutSecrets(string text, CameraScheme scheme, string shown)
    {
        var address = CameraAddress.Parse(text);

        Assert.Equal(scheme, address.Scheme);
        Assert.Equal(shown, address.ToString());
    }

    [Theory]
    [InlineData("ftp://host/a")]
    [InlineData("relative/path.mp4")]
    [InlineData("file:relative.mp4")]
    [InlineData("file://host/share.mp4")]
    [InlineData("concat:/etc/passwd")]
    [InlineData("rtsp://host/a\nfile '/etc/passwd'")]
    public void Parse_OfSomethingElse_IsRefusedWithoutRepeatingIt(string text)
    {
        var failure = Assert.Throws<FormatException>(() => CameraAddress.Parse(text));

        Assert.DoesNotContain("passwd", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_WithAnotherPassword_IsAnotherAddress()
    {
        Assert.NotEqual(CameraAddress.Parse("rtsp://a:old@10.0.0.5/cam"), CameraAddress.Parse("rtsp://a:new@10.0.0.5/cam"));
        Assert.Equal(CameraAddress.Parse("rtsp://a:old@10.0.0.5/cam"), CameraAddress.Parse("rtsp://a:old@10.0.0.5/cam"));
    }

    [Fact]
    public void Redact_OfFfmpegsWords_TakesOutEverySecretPart()
    {
        var address = CameraAddress.Parse("rtsp://viewer:pa%20ss@10.0.0.5/cam?token=xyz123");

        var clean = address.Redact("Impossible to open 'rtsp://viewer:pa%20ss@10.0.0.5/cam?token=xyz123': pa ss, token=xyz123");

        foreach (var secret in new[] { "pa%20ss", "pa ss", "xyz123", "viewer" })
            Assert.DoesNotContain(secret, clean, StringComparison.Ordinal);
    }
}
