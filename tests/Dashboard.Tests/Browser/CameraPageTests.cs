using Microsoft.Playwright;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Browser;

/// <summary>Setting a camera up, as a supervisor does it.</summary>
[Collection(BrowserTests.Name)]
public sealed class CameraPageTests(BrowserCentre browser)
{
    private const string Camera = "cam-hwajeong-01";

    [Theory]
    [InlineData(1920, 1080, "camera")]
    [InlineData(390, 844, "camera-narrow")]
    public async Task CameraPage_WithFaults_ShowsThemAndIsAccessible(int width, int height, string name)
    {
        Set(Camera);
        var page = await OpenAsync(width, height);

        await page.WaitForSelectorAsync(".unobserved:has-text('카메라 방향이 바뀌었습니다')");
        await page.WaitForFunctionAsync("() => { const i = document.querySelector('.draw img'); return i.naturalWidth > 0 && !i.hidden; }");
        await page.WaitForFunctionAsync("() => document.querySelector('.draw .picture-age').textContent !== ''");
        await BrowserCentre.KeepAsync(page, name);
        await Axe.NothingToComplainAsync(page);
        Assert.Contains("오늘 12분", await page.InnerTextAsync(".facts"), StringComparison.Ordinal);
        Assert.Contains("vaapi gave no picture", await page.InnerTextAsync(".facts"), StringComparison.Ordinal);
        Assert.Contains("wandering: there is no zone", await page.InnerTextAsync(".faults"), StringComparison.Ordinal);
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"), "the page is wider than the screen");
    }

    [Fact]
    public async Task Zone_DrawnWithTheMouse_IsSavedAsItWasDrawnAndAudited()
    {
        Set(Camera);
        var page = await OpenAsync();
        await page.ClickAsync("button:has-text('구역 추가')");
        var board = (await page.Locator(".board").BoundingBoxAsync())!;
        foreach (var (x, y, count) in new[] { (0.2f, 0.2f, 1), (0.6f, 0.2f, 2), (0.6f, 0.7f, 3) })
        {
            await page.Mouse.ClickAsync(board.X + (x * board.Width), board.Y + (y * board.Height));
            await page.WaitForFunctionAsync("count => document.querySelectorAll('.handle').length === count", count);
        }
        await page.Mouse.MoveAsync(board.X + (0.6f * board.Width), board.Y + (0.7f * board.Height));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(board.X + (0.4f * board.Width), board.Y + (0.9f * board.Height), new MouseMoveOptions { Steps = 3 });
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync("() => Math.abs(document.querySelector('.handle[data-point=\"2\"]').getAttribute('cy') - 900) < 10");
        await BrowserCentre.KeepAsync(page, "camera-drawing");

        await SaveAsync(page);

        var zone = browser.Centre.Grains.Settings[Camera].Watch.Zones.Single(zone => zone.Name == "구역 1");
        (double X, double Y)[] drawn = [(0.2, 0.2), (0.6, 0.2), (0.4, 0.9)];
        Assert.All(zone.Polygon.Zip(drawn), pair => Assert.True(Math.Abs(pair.First.X - pair.Second.X) < 0.02 && Math.Abs(pair.First.Y - pair.Second.Y) < 0.02, $"{pair.First} was drawn at {pair.Second}"));
        Assert.Contains(browser.Centre.Audit.Entries, entry => entry is { Action: "camera.watch", Actor: "user:lee", Target: "camera/" + Camera });
    }

    [Fact]
    public async Task Line_EnteredInFigures_AndABehaviourWithHours_AreSaved()
    {
        Set(Camera);
        var page = await OpenAsync();
        await page.FocusAsync("button:has-text('선 추가')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".area-form");
        for (var point = 1; point <= 2; point++)
        {
            await page.ClickAsync("button:has-text('가운데에 점 추가')");
            await page.FillAsync($"[aria-label='점 {point}의 가로 위치(%)']", $"{10 * point}");
            await page.Keyboard.PressAsync("Tab");
        }
        await page.CheckAsync("label:has-text('crowd') input");
        await page.SelectOptionAsync("li:has-text('crowd') select", "3");
        await page.ClickAsync("li:has-text('crowd') button:has-text('시간 추가')");
        await page.WaitForSelectorAsync("li:has-text('crowd') .hours-row");

        await SaveAsync(page);

        var watch = browser.Centre.Grains.Settings[Camera].Watch;
        var line = watch.Lines.Single(line => line.Name == "선 1");
        Assert.Equal((0.1, 0.5, 0.2, 0.5), (line.From.X, line.From.Y, line.To.X, line.To.Y));
        var crowd = watch.Behaviours.Single(behaviour => behaviour.Type == "crowd");
        Assert.Equal((Severity.High, new TimeOnly(22, 0), 7), (crowd.Severity, crowd.Hours[0].From, crowd.Hours[0].Days.Count));
        Assert.Equal("{\"sightings\":4}", watch.Behaviours.Single(behaviour => behaviour.Type == "intrusion").Options); // what the page does not show stays
    }

    [Fact]
    public async Task Watch_ChangedByAnotherMeanwhile_IsNotOverwritten()
    {
        Set(Camera);
        var page = await OpenAsync();
        var grains = browser.Centre.Grains;
        grains.Settings[Camera] = grains.Settings[Camera] with { WatchVersion = 9 };

        await page.ClickAsync("button:has-text('감시 설정 저장')");

        await page.WaitForSelectorAsync(".said.warn-text:has-text('다른 사람')");
        Assert.Equal(9, grains.Settings[Camera].WatchVersion);
    }

    [Fact]
    public async Task Source_SavedWithoutAnAddress_KeepsTheOldOneAndNeverShowsItsPassword()
    {
        Set(Camera);
        var page = await OpenAsync();
        await page.FillAsync("label:has-text('분석 너비') input", "800");
        await page.SelectOptionAsync("label:has-text('RTSP 전송') select", "Udp");

        await page.ClickAsync("button:has-text('영상 주소 저장')");
        await page.WaitForSelectorAsync("p.said:has-text('저장했습니다')");

        var source = browser.Centre.Grains.Settings[Camera].Source!;
        Assert.Equal(("protected", 800, CameraTransport.Udp), (source.ProtectedUrl, source.AnalysisWidth, source.Transport));
        Assert.DoesNotContain("protected", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CameraPage_ForAnOperator_IsRefused()
    {
        var page = await browser.OpenRoomAsync();
        await page.GotoAsync("/cameras/" + Camera);
        Assert.Contains("/account/denied", page.Url, StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator(".camera-page").CountAsync());
    }

    private async Task<IPage> OpenAsync(int width = 1920, int height = 1080)
    {
        var page = await browser.OpenRoomAsync("lee", width, height, "/cameras/" + Camera);
        await page.WaitForSelectorAsync(".board");
        return page;
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.ClickAsync("button:has-text('감시 설정 저장')");
        await page.WaitForSelectorAsync(".save-row .said:has-text('저장했습니다')");
    }

    private void Set(string camera)
    {
        var now = TimeProvider.System.GetUtcNow();
        var zone = new CameraZone("출입금지", [new(0.55, 0.3), new(0.95, 0.3), new(0.95, 0.95), new(0.55, 0.95)]);
        var watch = new CameraWatch([zone], [], [new BehaviourSetting("intrusion", [], Severity.High, [], "{\"sightings\":4}")], []);
        var source = new CameraSource("protected", "rtsp://10.0.3.11/stream1", 5, [zone], 3) { Watch = watch };
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul")).DateTime);
        browser.Centre.Grains.Settings[camera] = new CameraSettings(source, watch, 2, Condition(now), [new UnseenDay(today, TimeSpan.FromMinutes(12))]);
    }

    private static CameraCondition Condition(DateTimeOffset now) => new()
    {
        At = now,
        View = CameraView.Streaming,
        Version = 3,
        Run = "test",
        LastPictureAt = now,
        PicturesPerSecond = 5,
        Faults = [new CameraFault(CameraFault.Moved, now.AddMinutes(-4), "view-changed", 0.1)],
        Restarts = 2,
        LastFailure = "No frame for 10 s; the decoder was stopped.",
        DecodingReason = "vaapi gave no picture: No device available for decoder; decoded by the processor",
        WatchFaults = ["wandering: there is no zone 'bench'"],
        Offers = [new BehaviourOffer("crowd", false), new BehaviourOffer("fall", false), new BehaviourOffer("intrusion", false)],
    };
}
