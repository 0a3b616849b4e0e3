using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Playwright;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Evidence;

namespace SafetyHub.Dashboard.Tests.Browser;

/// <summary>Stills and clips of an incident: masked for everybody, as the camera saw them for those who gave a reason.</summary>
[Collection(BrowserTests.Name)]
public sealed class EvidenceTests(BrowserCentre browser)
{
    private const string Subject = "백석공원 북문";
    private static readonly byte[] Film = Render("blue");
    private static readonly byte[] MaskedFilm = Render("gray");

    [Fact]
    public async Task Clip_OfAnIncident_PlaysMaskedForAnOperatorWhoCannotUnmask()
    {
        Fill();
        var page = await OpenAsync("kim");
        await PlaysAsync(page);
        Assert.DoesNotContain("original", await page.Locator("video").GetAttributeAsync("src") ?? "", StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator(".masked button").CountAsync());
        await BrowserCentre.KeepAsync(page, "evidence");
        await Axe.NothingToComplainAsync(page);
        var answer = await page.EvaluateAsync<int>("async () => (await fetch('/evidence/items/clip-1/original')).status");
        Assert.Equal(403, answer);
        Assert.Contains(browser.Centre.Audit.Entries, entry => entry is { Action: "evidence.view", Actor: "user:kim", Target: "evidence/clip-1" });
    }

    [Fact]
    public async Task Supervisor_GivingAPurposeAndATime_SeesTheOriginalUntilTheEnd()
    {
        Fill();
        var page = await OpenAsync("lee");
        Assert.Equal(403, await page.EvaluateAsync<int>("async () => (await fetch('/evidence/items/clip-1/original')).status"));
        await page.ClickAsync(".masked button");
        await page.WaitForSelectorAsync("#unmask-purpose");
        await page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running' || a.animationName === 'call')");
        await BrowserCentre.KeepAsync(page, "dialog-unmask");
        await Axe.NothingToComplainAsync(page);
        await page.SelectOptionAsync("#unmask-purpose", "5");
        await page.FillAsync("#unmask-note", "가려진 물체를 확인함");
        await page.ClickAsync(".dialog-foot .go");
        await page.WaitForSelectorAsync(".unmasked");
        await page.WaitForSelectorAsync("video[src$='/original']");
        await PlaysAsync(page);
        await BrowserCentre.KeepAsync(page, "evidence-unmasked");
        await Axe.NothingToComplainAsync(page);
        Assert.Contains(browser.Centre.Audit.Entries, entry => entry is { Action: "evidence.view-original", Actor: "user:lee", Detail: "grant g: AlarmReview" });
        await page.ClickAsync(".unmasked button");
        await page.WaitForSelectorAsync("video:not([src$='/original'])");
        Assert.Equal(403, await page.EvaluateAsync<int>("async () => (await fetch('/evidence/items/clip-1/original')).status"));
    }

    [Fact]
    public async Task Pane_OnNarrowScreen_ShowsTheClip()
    {
        Fill();
        var page = await OpenAsync("kim", width: 390, height: 844);
        await page.Locator("video").ScrollIntoViewIfNeededAsync();
        await BrowserCentre.KeepAsync(page, "evidence-narrow");
        await Axe.NothingToComplainAsync(page);
    }

    [Theory]
    [InlineData("low", ".band.warn")]
    [InlineData("full", ".band.alarm")]
    public async Task Room_DiskShortOfRoom_SaysSo(string band, string selector)
    {
        FakeCentre.DiskBand = band;
        try
        {
            var page = await browser.OpenRoomAsync();
            await page.WaitForSelectorAsync($"{selector}:has-text('디스크')");
            await BrowserCentre.KeepAsync(page, "disk-" + band);
            await Axe.NothingToComplainAsync(page);
        }
        finally
        {
            FakeCentre.DiskBand = "ok";
        }
    }

    private async Task<IPage> OpenAsync(string user, int width = 1920, int height = 1080)
    {
        var page = await browser.OpenRoomAsync(user, width, height);
        await page.ClickAsync($".row:has-text('{Subject}') .row-hit");
        await page.WaitForSelectorAsync(".clips video");
        return page;
    }

    private static async Task PlaysAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => document.querySelector('video').readyState >= 2");
        await page.EvaluateAsync("() => document.querySelector('video').play()");
        await page.WaitForFunctionAsync("() => document.querySelector('video').currentTime > 0.2");
        await page.EvaluateAsync("() => { const v = document.querySelector('video'); v.pause(); v.currentTime = 1; }");
        await page.WaitForFunctionAsync("() => !document.querySelector('video').seeking");
    }

    private void Fill()
    {
        var incident = browser.Centre.Incidents.All.Single(i => i.Subject.Name == Subject);
        var facts = new EvidenceFacts(EvidenceKind.Clip, "cam-baekseok-02/e1", "cam-baekseok-02", incident.OpenedAt, incident.OpenedAt.AddSeconds(-10), incident.OpenedAt.AddSeconds(20), Partial: true);
        var item = new EvidenceItem("clip-1", facts, Hash(Film), Film.Length, Hash(MaskedFilm), MaskedFilm.Length, MaskingState.Done, incident.OpenedAt, incident.Id.Value);
        browser.Centre.Archive.Add(item, Film, MaskedFilm);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Render(string colour)
    {
        var path = Path.Combine(Path.GetTempPath(), $"safetyhub-{Guid.NewGuid():N}.mp4");
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"color={colour}:size=640x360:rate=10", "-t", "3", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
            "-movflags", "+faststart", path,
        ];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        ffmpeg.WaitForExit();
        var film = File.ReadAllBytes(path);
        File.Delete(path);
        return film;
    }
}
