using Microsoft.Playwright;
using SafetyHub.Dashboard.Tests.Fakes;

namespace SafetyHub.Dashboard.Tests.Browser;

/// <summary>The wall and the supervisor's overview in a real browser, at the size of a desk and of a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class WallTests(BrowserCentre browser)
{
    [Theory]
    [InlineData(1920, 1080)]
    [InlineData(390, 844)]
    public async Task WallAndRoom_OnABusyEvening_AreAccessibleAndFit(int width, int height)
    {
        Evening.Fill(browser.Centre.Grains.Room, TimeProvider.System.GetUtcNow());
        var page = await browser.OpenRoomAsync("lee", width, height, "/wall");
        await BrowserCentre.KeepAsync(page, $"wall-pick-{width}");
        await Axe.NothingToComplainAsync(page);
        await page.ClickAsync(".seat:has-text('p1') button");
        await page.WaitForSelectorAsync("#wall-title");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-camera=\"cam-hwajeong-01\"]').naturalWidth > 0");
        await page.WaitForFunctionAsync("() => document.querySelector('.tile.stale [data-camera=\"cam-baekseok-02\"]')");
        await page.Keyboard.PressAsync("Digit1");
        await page.WaitForSelectorAsync(".vtile.selected");
        await BrowserCentre.KeepAsync(page, $"wall-{width}");
        await Axe.NothingToComplainAsync(page);
        Assert.Equal(width == 390, await page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight > innerHeight"));
        await FitsAsync(page);

        await page.GotoAsync("/room");
        await page.WaitForSelectorAsync(".offender");
        await BrowserCentre.KeepAsync(page, $"overview-{width}");
        await Axe.NothingToComplainAsync(page);
        await FitsAsync(page);
    }

    [Fact]
    public async Task Wall_ReloadedAndClosed_ComesBackToItsSeatAndLeavesIt()
    {
        var wall = browser.Centre.Grains.Room.Wall("p3");
        var page = await browser.OpenRoomAsync("kim", path: "/wall");
        await page.ClickAsync(".seat:has-text('p3') button");
        await page.WaitForSelectorAsync("#wall-title:has-text('p3')");
        var left = wall.NextSignOut();
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("#wall-title:has-text('p3')");
        await left.WaitAsync(TimeSpan.FromSeconds(30));
        left = wall.NextSignOut();
        await page.GotoAsync("/account");
        Assert.Equal("user:kim", await left.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Overview_ForAnOperator_IsRefused()
    {
        var page = await browser.OpenRoomAsync();
        await page.GotoAsync("/room");
        Assert.Contains("/account/denied", page.Url, StringComparison.Ordinal);
    }

    private static async Task FitsAsync(IPage page) =>
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"), "the page is wider than the screen");
}
