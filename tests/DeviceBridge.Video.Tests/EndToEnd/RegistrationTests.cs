using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

public sealed class RegistrationTests
{
    [Fact]
    public void Host_WithTheBridge_OffersOneInstanceAsServiceAndHostedService()
    {
        using var host = Build([]);

        var bridge = host.Services.GetRequiredService<VideoBridge>();

        Assert.Same(bridge, Assert.Single(host.Services.GetServices<IHostedService>()));
        Assert.Equal(DetectorState.Loading, bridge.Health().Detector);
    }

    [Theory]
    [InlineData("Video:Workers", "65")]
    [InlineData("Video:StallTimeout", "00:00:01")]
    [InlineData("Video:JpegQuality", "10")]
    [InlineData("Video:LongestBackoff", "00:00:01")]
    [InlineData("Video:IdleCheckInterval", "00:00:01")]
    [InlineData("Video:ModelManifest", "/nonexistent/model.json")]
    public async Task Host_WithASettingOutOfRange_DoesNotStart(string key, string value)
    {
        // 2 s so that LongestBackoff of 1 s is below it.
        using var host = Build(new Dictionary<string, string?> { ["Video:ShortestBackoff"] = "00:00:02", [key] = value });

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(key.Split(':')[1], failure.Message, StringComparison.Ordinal);
    }

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<ICameraAssignments, CameraAssignmentFeed>();
        builder.Services.AddSingleton<IVideoEvents>(new RecordedEvents());
        builder.Services.AddVideoBridge(configuration);
        return builder.Build();
    }
}
