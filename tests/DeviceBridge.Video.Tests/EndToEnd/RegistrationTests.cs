using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

public sealed class RegistrationTests : IDisposable
{
    private readonly TemporaryFolder _cache = new();

    [Fact]
    public void Host_WithTheBridge_OffersOneInstanceAsServiceAndHostedService()
    {
        using var host = Build([]);

        var bridge = host.Services.GetRequiredService<VideoBridge>();

        Assert.Same(bridge, Assert.Single(host.Services.GetServices<IHostedService>()));
        Assert.Equal(DetectorState.Loading, bridge.Health().Detector);
    }

    [Fact]
    public async Task Host_ThrownAwayWithoutBeingStopped_EndsItsThreadsFirst()
    {
        var host = Build(new Dictionary<string, string?> { [$"{VideoOptions.Section}:CacheDirectory"] = _cache.Path });
        await host.StartAsync();
        var bridge = host.Services.GetRequiredService<VideoBridge>();
        await Eventually.BecomesTrueAsync(() => bridge.Health().Detector == DetectorState.Ready, "a loaded detector");

        host.Dispose();

        Assert.True(bridge.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("Workers", "65")]
    [InlineData("StallTimeout", "00:00:01")]
    [InlineData("JpegQuality", "10")]
    [InlineData("LargestBatch", "0")]
    [InlineData("ModelCheckInterval", "00:00:00")]
    [InlineData("Provider", "7")]
    [InlineData("LongestBackoff", "00:00:01")]
    [InlineData("IdleCheckInterval", "00:00:01")]
    [InlineData("ModelManifest", "/nonexistent/model.json")]
    public async Task Host_WithASettingOutOfRange_DoesNotStart(string key, string value)
    {
        // 2 s so that LongestBackoff of 1 s is below it.
        using var host = Build(new Dictionary<string, string?> { [$"{VideoOptions.Section}:ShortestBackoff"] = "00:00:02", [$"{VideoOptions.Section}:{key}"] = value });

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _cache.Dispose();

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
