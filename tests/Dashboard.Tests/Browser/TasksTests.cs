using Microsoft.Playwright;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class TasksTests(BrowserCentre browser)
{
    [Fact]
    public async Task Operator_WithKeysUnderHangulInput_AcknowledgesAndResolves()
    {
        var open = browser.Centre.Incidents.Open("한글입력", Severity.Critical, IncidentCategory.Sos, "sos.voice", TimeSpan.FromHours(30));
        var page = await browser.OpenRoomAsync();
        // With Hangul input on, the key named j writes ㅓ; its place is still KeyJ.
        await PressAsync(page, "ㅓ", "KeyJ");
        await page.WaitForSelectorAsync(".row.selected:has-text('한글입력')");
        await PressAsync(page, "ㅁ", "KeyA");
        await page.WaitForSelectorAsync(".mud-snackbar:has-text('접수했습니다')");
        Assert.Equal("user:kim", browser.Centre.Incidents.Find(open.Id)!.Assignee);
        await PressAsync(page, "ㄱ", "KeyR");
        await page.FillAsync("#resolve-note", "통화로 확인함");
        await page.ClickAsync(".mud-dialog .go");
        await page.WaitForSelectorAsync(".mud-snackbar:has-text('종결했습니다')");
        Assert.Equal(Outcome.Real, browser.Centre.Incidents.Find(open.Id)!.Outcome);
    }

    [Fact]
    public async Task Operator_WhoIsSlower_IsToldWhoWasFaster()
    {
        var open = browser.Centre.Incidents.Open("경합", Severity.High, IncidentCategory.Fall, "fall", TimeSpan.FromHours(20));
        var page = await browser.OpenRoomAsync();
        await page.ClickAsync(".row:has-text('경합') .row-hit");
        await page.WaitForSelectorAsync(".acts .go");
        // The other operator's change reaches the log, and its push is lost on the way.
        browser.Centre.Incidents.Put(open with { Handling = Handling.Acknowledged, Assignee = "user:lee", Version = 2 }, push: false);
        await page.Keyboard.PressAsync("a");
        await page.WaitForSelectorAsync(".mud-snackbar:has-text('이책임 님이 먼저 접수했습니다')");
    }

    [Fact]
    public async Task Critical_WhileTheHandIsInTheList_BreaksInWithoutMovingIt()
    {
        var page = await browser.OpenRoomAsync();
        await page.ClickAsync(".row:has-text('윤옥희') .row-hit");
        var before = await page.Locator(".row").AllInnerTextsAsync();
        browser.Centre.Incidents.Open("돌발", Severity.Critical, IncidentCategory.Fire, "fire", TimeSpan.Zero);
        await page.WaitForSelectorAsync(".band.critical:has-text('돌발')");
        await page.WaitForSelectorAsync("[aria-live=assertive]:has-text('돌발')", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        Assert.Equal(before.Count, await page.Locator(".row").CountAsync());
        await BrowserCentre.KeepAsync(page, "breaking-in");
        await page.ClickAsync(".waiting");
        await page.WaitForSelectorAsync(".row:has-text('돌발')");
    }

    [Fact]
    public async Task Watchdog_WhenTheHubDoesNotAnswer_SaysThatTheScreenStopped()
    {
        var page = await browser.OpenRoomAsync();
        await page.RouteAsync("**/health/live", route => route.AbortAsync());
        await page.WaitForSelectorAsync("#watchdog:not([hidden])");
        Assert.Equal("화면이 멈췄습니다", await page.TitleAsync());
        await BrowserCentre.KeepAsync(page, "watchdog");
    }

    [Fact]
    public async Task Caseworker_WithoutJavaScript_GoesAllTheWay()
    {
        var open = browser.Centre.Incidents.Open("홍순자", Severity.Critical, IncidentCategory.Fall, "fall", TimeSpan.FromHours(3), subjectId: "r-hong", assignee: "user:park");
        var page = await browser.OpenAsync("/my", "park", script: false, width: 390, height: 844);
        await BrowserCentre.KeepAsync(page, "my");
        await page.ClickAsync($"a[href='/my/incidents/{open.Id}']");
        foreach (var progress in new[] { ResponderProgress.Accepted, ResponderProgress.OnTheWay, ResponderProgress.There, ResponderProgress.Done })
        {
            Assert.True((await page.Locator(".card button").BoundingBoxAsync())!.Height >= 48);
            await page.ClickAsync(".card button");
            await page.WaitForURLAsync(url => url.Contains("said=done.progress", StringComparison.Ordinal));
            Assert.Equal(progress, browser.Centre.Incidents.Find(open.Id)!.Progress);
        }
        Assert.Equal("tel:031-123-4567", await page.Locator("a.button[href^=tel]").GetAttributeAsync("href"));
        await BrowserCentre.KeepAsync(page, "my-incident");
    }

    [Theory]
    [InlineData("/my")]
    [InlineData("/my/settings")]
    public async Task CaseworkerPage_Opened_IsAccessible(string path)
    {
        var page = await browser.OpenAsync(path, "park", width: 390, height: 844);
        await BrowserCentre.KeepAsync(page, "phone" + path.Replace('/', '-'));
        await Axe.NothingToComplainAsync(page);
    }

    private static async Task PressAsync(IPage page, string key, string code)
    {
        await page.EvaluateAsync(
            "([key, code]) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))", new[] { key, code });
        if (code == "KeyR") await page.WaitForSelectorAsync("#resolve-note");
    }
}
