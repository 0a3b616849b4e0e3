using System.Collections.Concurrent;
using Microsoft.Playwright;
using SafetyHub.Dashboard.Tests.Fakes;

namespace SafetyHub.Dashboard.Tests.Browser;

/// <summary>One web host and one browser for all browser tests; they run one after the other.</summary>
public sealed class BrowserCentre : IAsyncLifetime
{
    private static readonly string[] Arguments =
        ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal FakeCentre Centre { get; private set; } = null!;

    /// <summary>Requests that left the host; there must be none.</summary>
    public ConcurrentQueue<string> Foreign { get; } = new();

    public async Task InitializeAsync()
    {
        Centre = await FakeCentre.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
        await Centre.PopulateAsync(await StillAsync());
    }

    internal async Task<IPage> OpenAsync(string path, string? user = null, bool script = true, int width = 1920, int height = 1080)
    {
        // A page of the test before would go on drawing every second.
        foreach (var before in _browser!.Contexts.ToList()) await before.CloseAsync();
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Centre.Address.ToString(), JavaScriptEnabled = script, Locale = "ko-KR", ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout(30_000);
        context.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && !request.Url.StartsWith(Centre.Address.ToString(), StringComparison.Ordinal)) Foreign.Enqueue(request.Url);
        };
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        if (user is null) return page;
        await page.FillAsync("#name", user);
        await page.FillAsync("#password", FakeCentre.Password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
        return page;
    }

    /// <summary>The control room when its circuit lives: the clock ticks only then.</summary>
    internal async Task<IPage> OpenRoomAsync(string user = "kim", int width = 1920, int height = 1080, string path = "/")
    {
        var page = await OpenAsync(path, user, width: width, height: height);
        await LiveAsync(page);
        return page;
    }

    internal static async Task LiveAsync(IPage page)
    {
        var first = await page.Locator("#feed-tick").GetAttributeAsync("data-tick");
        await page.WaitForFunctionAsync("first => document.getElementById('feed-tick')?.dataset.tick !== first", first);
        await page.WaitForFunctionAsync("() => document.querySelector('.wall') || document.documentElement.dataset.keys === 'ready'");
    }

    /// <summary>Kept for the eye when SAFETYHUB_SCREENSHOTS names a folder.</summary>
    internal static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SAFETYHUB_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await Centre.DisposeAsync();
    }

    /// <summary>A still as a camera gives it, drawn here.</summary>
    private async Task<byte[]> StillAsync()
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 640, Height = 360 } });
        await page.SetContentAsync("""
            <body style="margin:0"><svg width="640" height="360" xmlns="http://www.w3.org/2000/svg"><rect width="640" height="360" fill="#3d4348"/>
            <path d="M0 360 260 130h120l260 230z" fill="#6b7278"/><path d="M318 150h6v40h-6zm-2 70h10v50h-10zm-4 80h18v60h-18z" fill="#cfd4d8"/>
            <path d="M0 130h640v-60H0z" fill="#2b3034"/><circle cx="408" cy="196" r="9" fill="#1b1e21"/><path d="M398 206h20l4 42h-8v34h-6v-34h-2v34h-6v-34h-6z" fill="#1b1e21"/>
            <path d="M386 180h46v110h-46z" fill="none" stroke="#ffd200" stroke-width="3"/></svg></body>
            """);
        var still = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg, Quality = 80 });
        await page.CloseAsync();
        return still;
    }
}

/// <summary>All browser tests share one host and run one after the other: two cores draw one page at a time.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserCentre>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "browser";
}
