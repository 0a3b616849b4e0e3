using Microsoft.Playwright;
using SafetyHub.Access;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class ResidentPagesTests(BrowserCentre browser)
{
    [Theory]
    [InlineData(1920, 1080, "wide")]
    [InlineData(390, 844, "narrow")]
    public async Task Pages_ForASupervisor_AreAccessible_AndEveryLookIsNoted(int width, int height, string name)
    {
        var page = await browser.OpenAsync("/residents", "lee", width: width, height: height);
        await BrowserCentre.KeepAsync(page, "residents-" + name);
        await Axe.NothingToComplainAsync(page);
        foreach (var path in new[] { "r-hong", "r-hong/edit", "r-hong/history", "import", "new" })
        {
            await page.GotoAsync("/residents/" + path);
            await BrowserCentre.KeepAsync(page, $"resident-{path.Replace('/', '-')}-{name}");
            await Axe.NothingToComplainAsync(page);
        }
        Assert.Contains(browser.Centre.Audit.Entries, entry => entry is { Actor: "user:lee", Action: "resident.view", Target: "resident/r-hong", Detail: "purpose=care" });
    }

    [Fact]
    public async Task Record_CreatedCorrectedAndFound_WithoutAScript()
    {
        var page = await browser.OpenAsync("/residents/new", "lee", script: false, width: 1280, height: 900);
        await page.FillAsync("#id", "r-oh");
        await page.FillAsync("#name", "오정숙");
        await page.FillAsync("#birth", "18x");
        await page.FillAsync("#access", "뒷문으로");
        await page.ClickAsync("main form[action='/residents/save'] button[type=submit]");
        Assert.Contains("출생연도", await page.InnerTextAsync(".said.bad"), StringComparison.Ordinal);
        Assert.Equal("뒷문으로", await page.InputValueAsync("#access")); // what was typed is still there
        await page.FillAsync("#birth", "1944");
        await page.ClickAsync("main form[action='/residents/save'] button[type=submit]");
        await page.WaitForURLAsync("**/residents/r-oh?said=saved");
        Assert.Contains("빠진 항목", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.SelectOptionAsync("#status", "2");
        await page.FillAsync("#status-note", "일산병원");
        await page.ClickAsync("form[action$='/status'] button");
        Assert.Contains("입원", await page.InnerTextAsync("main p strong"), StringComparison.Ordinal);
        await page.FillAsync("#said-by", "본인, 동의서");
        await page.ClickAsync("button[name=given][value=true]");
        Assert.Contains("본인, 동의서", await page.InnerTextAsync("main table"), StringComparison.Ordinal);
        await page.GotoAsync("/residents");
        await page.FillAsync("#find-name", "정숙");
        await page.ClickAsync(".filters .go button");
        await page.WaitForSelectorAsync(".filters");
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        Assert.DoesNotContain("정숙", page.Url, StringComparison.Ordinal);
        await page.GotoAsync("/residents/r-oh/history");
        Assert.Contains("이책임", await page.InnerTextAsync(".history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_UploadedCheckedAndSaved_IsTakenOnlyWithoutFaults()
    {
        var page = await browser.OpenAsync("/residents/import", "lee", width: 1280, height: 900);
        await UploadAsync(page, "대상자ID,이름,출생연도\nr-imp,임포트,1700\n");
        Assert.Contains("1900", await page.InnerTextAsync("main table"), StringComparison.Ordinal);
        await BrowserCentre.KeepAsync(page, "resident-import-faults");
        await Axe.NothingToComplainAsync(page);
        Assert.False(browser.Centre.Grains.Residents.Sheets.ContainsKey("r-imp"));
        await UploadAsync(page, "대상자ID,이름,출생연도\nr-imp,임포트,1940\n");
        await page.ClickAsync("form[action='/residents/import/commit'] button");
        await page.WaitForSelectorAsync("h2:has-text('저장했습니다')");
        Assert.Equal("임포트", browser.Centre.Grains.Residents.Sheets["r-imp"].Profile!.Name);
    }

    [Fact]
    public async Task Export_AskedForOnThePage_IsAFile()
    {
        var page = await browser.OpenAsync("/residents", "lee", script: false);
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("form[action='/residents/export'] button >> nth=0"));
        Assert.Equal("residents.csv", download.SuggestedFilename);
        Assert.Contains("홍순자", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_HasNoListOfResidents_ButSeesContactsOfAnOpenIncident()
    {
        var page = await browser.OpenAsync("/", "kim");
        await page.GotoAsync("/residents");
        Assert.Contains("/account/denied", page.Url, StringComparison.Ordinal);
        page = await browser.OpenRoomAsync();
        await page.ClickAsync(".row:has-text('홍순자') .row-hit");
        await page.WaitForSelectorAsync(".responder");
        Assert.Contains("010-2222-3333", await page.InnerTextAsync(".responder"), StringComparison.Ordinal);
        await BrowserCentre.KeepAsync(page, "pane-responder");
        await Axe.NothingToComplainAsync(page);
        Assert.Contains(browser.Centre.Audit.Entries, entry => entry is { Actor: "user:kim", Action: "resident.view", Detail: "purpose=incident" });
    }

    private static async Task UploadAsync(IPage page, string text)
    {
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "r.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await page.ClickAsync("form[action='/residents/import/check'] button");
        await page.WaitForURLAsync("**/residents/import?ticket=*");
    }
}
