using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Devices;

/// <summary>An analysed camera is heard by its pictures.</summary>
public sealed class CameraPictureTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    private static readonly CameraSource Source = new("protected", "rtsp://camera/1", 5, [], 0);

    [Fact]
    public async Task QuietCamera_ThatStreams_IsNeverSilent()
    {
        var (camera, place) = await AnalysedAsync("pi-quiet");
        await camera.Observe(rig.Event("pi-quiet", "intrusion"), 1);
        for (var i = 0; i < 60; i++) await PassAsync(camera, 5, CameraPicture.Streaming, 10 + (5 * i));
        Assert.DoesNotContain(await rig.OpenAsync(place), incident => incident.Category == IncidentCategory.DeviceSilence);
        var twin = await camera.Get();
        Assert.Equal((DeviceState.Online, rig.Now), (twin.State, twin.LastSeenAt));
    }

    [Fact]
    public async Task Camera_WithItsFirstPicture_IsOnline()
    {
        var (camera, _) = await AnalysedAsync("pi-first");
        Assert.Equal(DeviceState.Unknown, (await camera.Get()).State);
        await PassAsync(camera, 1, CameraPicture.Streaming, 0);
        Assert.Equal(DeviceState.Online, (await camera.Get()).State);
    }

    [Theory]
    [InlineData(true, "no-picture")]
    [InlineData(false, "no-bridge")]
    public async Task Camera_ThatNeverGaveAPicture_IsLostAndThenLeavesItsPlaceUnobserved(bool isAnalysed, string reason)
    {
        var (camera, place) = await AnalysedAsync("pi-dead-" + reason);
        for (var i = 0; i < 29; i++) await PassAsync(camera, 1, isAnalysed ? CameraPicture.Missing : null, i);
        Assert.Equal(DeviceState.Unknown, (await camera.Get()).State);
        await PassAsync(camera, 1, isAnalysed ? CameraPicture.Missing : null, 30);
        Assert.Equal(DeviceState.Lost, (await camera.Get()).State);
        for (var i = 0; i < 31; i++) await PassAsync(camera, 5, isAnalysed ? CameraPicture.Missing : null, 60);
        Assert.Equal(DeviceState.Silent, (await camera.Get()).State);
        var incident = await rig.TheOpenIncidentAsync(place, IncidentCategory.DeviceSilence);
        Assert.Equal(("camera.unobserved", Severity.Low, Condition.Active), (incident.TitleKey, incident.Severity, incident.Condition));
        Assert.Contains(reason, rig.Log.DataOfFirstSignal(incident.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camera_ThatComesBack_EndsTheConditionOnceItIsSteady()
    {
        var (camera, place) = await AnalysedAsync("pi-back");
        await PassAsync(camera, 1, CameraPicture.Streaming, 10);
        await PassAsync(camera, 40, CameraPicture.Missing, 40);
        Assert.Equal(DeviceState.Lost, (await camera.Get()).State);
        await PassAsync(camera, 150, CameraPicture.Missing, 190);
        var incident = await rig.TheOpenIncidentAsync(place, IncidentCategory.DeviceSilence);
        await PassAsync(camera, 5, CameraPicture.Streaming, 4);
        Assert.Equal(DeviceState.Silent, (await camera.Get()).State);
        await PassAsync(camera, 6, CameraPicture.Streaming, 10);
        Assert.Equal(DeviceState.Online, (await camera.Get()).State);
        Assert.Equal(Condition.Cleared, rig.Log.Snapshot(incident.Id)!.Condition);
    }

    [Fact]
    public async Task Camera_WhoseSourceComesAndGoes_StaysLost()
    {
        var (camera, _) = await AnalysedAsync("pi-flap");
        await PassAsync(camera, 31, CameraPicture.Missing, 31);
        var since = (await camera.Get()).Since;
        for (var i = 0; i < 10; i++)
        {
            await PassAsync(camera, 6, CameraPicture.Streaming, 3);
            await PassAsync(camera, 6, CameraPicture.Missing, 3);
            var twin = await camera.Get();
            Assert.Equal((DeviceState.Lost, since), (twin.State, twin.Since));
        }
    }

    [Fact]
    public async Task Camera_InItsPrivacyHours_IsNotMissed()
    {
        var (camera, place) = await AnalysedAsync("pi-private");
        for (var i = 0; i < 50; i++) await PassAsync(camera, 5, CameraPicture.Paused, 60);
        Assert.Empty(await rig.OpenAsync(place));
    }

    [Fact]
    public async Task Camera_WithoutASource_IsJudgedLikeAnyDevice()
    {
        var place = new SubjectRef(SubjectKind.Place, "pi-own-place");
        var camera = await rig.RegisterAsync("pi-own", DeviceKind.Camera, place);
        await camera.ReportTelemetry(rig.Telemetry(("rssi", -60)));
        rig.Clock.Advance(TimeSpan.FromSeconds(181));
        await camera.CheckDeadlines();
        Assert.Equal("device.silent", (await rig.TheOpenIncidentAsync(place, IncidentCategory.DeviceSilence)).TitleKey);
    }

    private async Task<(ICameraGrain Camera, SubjectRef Place)> AnalysedAsync(string id)
    {
        var place = new SubjectRef(SubjectKind.Place, id + "-place");
        var camera = (ICameraGrain)await rig.RegisterAsync(id, DeviceKind.Camera, place);
        await camera.SetSource(Source);
        return (camera, place);
    }

    private async Task PassAsync(ICameraGrain camera, int seconds, CameraPicture? picture, int pictureFor)
    {
        rig.Clock.Advance(TimeSpan.FromSeconds(seconds));
        if (picture is { } told) await camera.Lease(new CameraLeaseRequest("a", 1, rig.Grains.CreateObjectReference<IVideoLink>(Link), told, TimeSpan.FromSeconds(pictureFor)));
        await camera.CheckDeadlines();
    }

    private static readonly NoLink Link = new();

    private sealed class NoLink : IVideoLink
    {
        public Task<CameraSnapshot?> Snapshot(DeviceId camera) => Task.FromResult<CameraSnapshot?>(null);
    }
}
