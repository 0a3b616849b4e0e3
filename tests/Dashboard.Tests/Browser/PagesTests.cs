using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SafetyHub.Adapters;
using SafetyHub.Dashboard.Tests.Fakes;

namespace SafetyHub.Dashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class PagesTests(BrowserCentre browser)
{
    [Fact]
    public async Task SignIn_Opened_IsAccessible()
    {
        var page = await browser.OpenAsync("/");
        Assert.Contains("/account/sign-in", page.Url, StringComparison.Ordinal);
        await BrowserCentre.KeepAsync(page, "sign-in");
        await Axe.NothingToComplainAsync(page);
    }

    [Fact]
    public async Task ControlRoom_WithIncidents_IsAccessible()
    {
        var page = await browser.OpenRoomAsync();
        await BrowserCentre.KeepAsync(page, "room");
        await Axe.NothingToComplainAsync(page);
    }

    [Fact]
    public async Task IncidentPane_Opened_IsAccessible()
    {
        var page = await browser.OpenRoomAsync();
        await page.ClickAsync(".row:has-text('홍순자') .row-hit");
        await page.WaitForSelectorAsync(".timeline li");
        await BrowserCentre.KeepAsync(page, "pane-critical");
        await Axe.NothingToComplainAsync(page);
        await page.ClickAsync(".row:has-text('화정역 광장') .row-hit");
        await page.WaitForSelectorAsync(".stills img");
        await page.WaitForFunctionAsync("() => document.querySelector('.stills img').naturalWidth > 0");
        await BrowserCentre.KeepAsync(page, "pane-evidence");
        await Axe.NothingToComplainAsync(page);
        Assert.Contains(browser.Centre.Audit.Entries, entry => entry is { Action: "evidence.view", Actor: "user:kim" });
    }

    [Fact]
    public async Task ControlRoom_OnNarrowScreen_IsAccessible()
    {
        var page = await browser.OpenRoomAsync(width: 390, height: 844);
        await BrowserCentre.KeepAsync(page, "room-narrow");
        await Axe.NothingToComplainAsync(page);
        await page.ClickAsync(".row:has-text('화정역 광장') .row-hit");
        await page.WaitForSelectorAsync(".timeline li");
        await BrowserCentre.KeepAsync(page, "pane-narrow");
    }

    [Theory]
    [InlineData("KeyZ", "shelve")]
    [InlineData("KeyR", "resolve")]
    [InlineData("KeyS", "assign")]
    [InlineData("KeyE", "escalate")]
    [InlineData("KeyN", "note")]
    public async Task Dialog_Opened_IsAccessible(string key, string name)
    {
        var page = await browser.OpenRoomAsync();
        await page.ClickAsync(".row:has-text('윤옥희') .row-hit");
        await page.Keyboard.PressAsync(key);
        await page.WaitForSelectorAsync(".mud-dialog .go");
        await page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running' || a.animationName === 'call')");
        await BrowserCentre.KeepAsync(page, "dialog-" + name);
        await Axe.NothingToComplainAsync(page);
    }

    [Fact]
    public async Task Cameras_WithPictures_ShowThemAndAuditOnce()
    {
        var page = await browser.OpenRoomAsync(path: "/cameras");
        await page.WaitForFunctionAsync("() => document.querySelector('.tile img').naturalWidth > 0");
        await page.WaitForSelectorAsync(".tile.stale");
        await page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').filter(e => e.name.includes('cam-hwajeong-01')).length > 2");
        await BrowserCentre.KeepAsync(page, "cameras");
        await Axe.NothingToComplainAsync(page);
        var bands = await page.Locator(".band.warn").AllInnerTextsAsync();
        Assert.Equal("정확도 낮음: 기본 검출기 없이 예비 검출기로 분석하고 있습니다", bands[0]);
        Assert.Equal("카메라 1대가 분석되지 않고 있습니다 · 분석 프로세스 1개, 용량 2 / 필요 3", bands[1]);
        Assert.Equal("분석 안 됨: 분석 용량이 부족합니다", await page.InnerTextAsync(".tile:has([data-camera='cam-juyeop-03']) .unplaced"));
        Assert.Single(browser.Centre.Audit.Entries, entry => entry is { Action: "camera.view", Target: "camera/cam-hwajeong-01", Actor: "user:kim" });
    }

    [Fact]
    public async Task People_ForAdministrator_AreAccessible()
    {
        await browser.Centre.AddPersonAsync("choi", "최관리", SafetyHub.Access.Roles.Administrator);
        var page = await browser.OpenAsync("/admin/users", "choi", width: 1280, height: 900);
        await page.WaitForSelectorAsync("table");
        await BrowserCentre.KeepAsync(page, "people");
        await Axe.NothingToComplainAsync(page);
        await page.GotoAsync("/account");
        await BrowserCentre.KeepAsync(page, "account");
        await Axe.NothingToComplainAsync(page);
    }

    [Fact]
    public async Task Adapters_ForAdministrator_ShowWhatIsNotMappedAndAreAccessible()
    {
        await browser.Centre.AddPersonAsync("jung", "정연동", SafetyHub.Access.Roles.Administrator);
        browser.Centre.Grains.Adapters.Add(new(
            "frigate-1", "bridge-1", AdapterKind.Frigate, AdapterWay.Broker, false, DateTimeOffset.UnixEpoch, "offline", "the broker cannot be reached",
            new Dictionary<string, long> { ["event"] = 12 }, [new("front_door", null, "events", "person", "no-camera", 3, DateTimeOffset.UnixEpoch)], 0));
        ((FakeAdapterBook)browser.Centre.Services.GetRequiredService<IAdapterBook>()).Cameras["street"] = 7;

        var page = await browser.OpenAsync("/admin/adapters", "jung", width: 1280, height: 900);

        Assert.Equal(["연결 끊김", "실행하는 브리지 없음"], await page.Locator("table >> nth=0 >> tbody tr td:nth-child(4)").AllInnerTextsAsync());
        Assert.Contains("front_door", await page.InnerTextAsync("table >> nth=1"), StringComparison.Ordinal);
        await BrowserCentre.KeepAsync(page, "adapters");
        await Axe.NothingToComplainAsync(page);
    }

    [Fact]
    public async Task AllPages_Visited_AskNobodyOutside()
    {
        foreach (var path in new[] { "/", "/wall", "/cameras", "/account" })
        {
            var page = await browser.OpenAsync(path, "kim");
            await page.WaitForLoadStateAsync(LoadState.Load);
        }
        Assert.Empty(browser.Foreign);
    }
}
