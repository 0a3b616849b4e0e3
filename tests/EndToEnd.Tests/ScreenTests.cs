using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>The control room of the built program in a real browser, from the first sign-in to an acknowledged call for help.</summary>
[Collection(WholeHub.Name)]
public sealed class ScreenTests
{
    private const string NewPassword = "Correct-Horse-99-Battery";

    [Fact]
    public async Task Sos_PublishedWithMosquitto_IsOnTheScreenAndCanBeTaken()
    {
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path });
        var secret = await hub.Api.AddHomeAsync("home-screen", "robot-screen");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await (await browser.NewContextAsync(new() { Locale = "ko-KR", ViewportSize = new() { Width = 1920, Height = 1080 } })).NewPageAsync();
        await SignInForTheFirstTimeAsync(page, hub, folder);
        await page.GotoAsync(hub.Api.Http.BaseAddress!.ToString());
        await page.Locator("#rows .empty").WaitForAsync();

        await Commands.PublishAsync(hub.Settings.MqttPort, "robot-screen", secret, "event",
            JsonSerializer.Serialize(new { id = "screen-1", at = DateTimeOffset.UtcNow, type = "sos.hand-hold", data = new { seconds = 4 } }));

        await page.GetByText("어르신 home-screen").First.WaitForAsync();
        Assert.Empty((await page.RunAxe()).Violations.Select(v => v.Id));
        await page.Keyboard.PressAsync("j");
        await page.GetByText("어르신 home-screen").First.ClickAsync();
        await page.Keyboard.PressAsync("a");
        await Waiting.UntilAsync(
            async () => (await hub.Api.IncidentsAsync("open")).Single().GetProperty("handling").GetString() == "acknowledged",
            TimeSpan.FromSeconds(15), "the incident was not acknowledged from the screen");
    }

    private static async Task SignInForTheFirstTimeAsync(IPage page, HubProcess hub, TempDirectory folder)
    {
        var password = (await File.ReadAllLinesAsync(folder.File("first-sign-in")))[^1].Trim();
        await page.GotoAsync(hub.Api.Http.BaseAddress!.ToString());
        await page.Locator("input[autocomplete=username]").FillAsync("admin");
        await page.Locator("input[type=password]").FillAsync(password);
        await page.Locator("input[type=password]").PressAsync("Enter");
        var fields = page.Locator("input[type=password]");
        await Waiting.UntilAsync(async () => await fields.CountAsync() == 3, TimeSpan.FromSeconds(15), "the page for a new password did not come");
        await fields.Nth(0).FillAsync(password);
        await fields.Nth(1).FillAsync(NewPassword);
        await fields.Nth(2).FillAsync(NewPassword);
        await fields.Nth(2).PressAsync("Enter");
        await page.WaitForURLAsync("**/account?**");
    }
}
