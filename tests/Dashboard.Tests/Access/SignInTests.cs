using System.Net;
using System.Text.RegularExpressions;
using SafetyHub.Access;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Tests.Browser;
using SafetyHub.Dashboard.Tests.Fakes;

namespace SafetyHub.Dashboard.Tests.Access;

[Collection(BrowserTests.Name)]
public sealed partial class SignInTests(BrowserCentre browser)
{
    private FakeCentre Centre => browser.Centre;

    [Fact]
    public async Task SignIn_FiveTimesWrong_LocksEvenTheRightPassword()
    {
        await Centre.AddPersonAsync("unlucky", "오잠금", Roles.Operator);
        using var client = Client();
        for (var i = 0; i < 5; i++) await SignInAsync(client, "unlucky", "wrong-wrong-wrong");
        var answer = await SignInAsync(client, "unlucky", FakeCentre.Password);
        Assert.Contains("said=locked", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains(Centre.Audit.Entries, entry => entry is { Action: "sign-in.locked", Actor: "user:unlucky" });
        Assert.Equal(4, Centre.Audit.Entries.Count(entry => entry is { Action: "sign-in.failed", Actor: "user:unlucky" }));
    }

    [Fact]
    public async Task SignIn_UnknownName_KeepsWhatWasTypedOutOfTheAudit()
    {
        using var client = Client();
        var answer = await SignInAsync(client, "my-secret-by-mistake", "x");
        Assert.Contains("said=wrong", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Centre.Audit.Entries, entry => $"{entry.Actor}{entry.Target}{entry.Detail}".Contains("mistake", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FirstAdministrator_SignedIn_GetsOnlyThePasswordPage()
    {
        var file = Path.Combine(Centre.Folder, FirstAdministrator.FileName);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var lines = await File.ReadAllLinesAsync(file);
        using var client = Client();
        var welcome = await SignInAsync(client, lines[0], lines[1]);
        Assert.Equal("/account/password", welcome.Headers.Location!.ToString());
        var held = await client.GetAsync(new Uri("/admin/users", UriKind.Relative));
        Assert.Equal("/account/password", held.Headers.Location!.ToString());
    }

    [Fact]
    public async Task SignIn_WithoutAntiforgery_IsRefused()
    {
        using var client = Client();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "kim", ["password"] = FakeCentre.Password });
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri("/account/sign-in", UriKind.Relative), form)).StatusCode);
    }

    [Theory]
    [InlineData("/account/sign-out", "kim")]
    [InlineData("/my/push/test", "park")]
    public async Task Form_WithoutFieldsFromAnotherPage_IsRefused(string path, string person)
    {
        using var client = Client();
        await SignInAsync(client, person, FakeCentre.Password);
        using var forged = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri(path, UriKind.Relative), forged)).StatusCode);
    }

    [Theory]
    [InlineData("rtsp://user:secret@cam/live?user=a&pwd=hush", "rtsp://cam/live")]
    [InlineData("http://cam:8081/video?password=hush", "http://cam:8081/video")]
    [InlineData("file:/home/홍길동/my film.mp4", "file:/home/홍길동/my film.mp4")]
    [InlineData("file:///films/100%.mp4", "file:/films/100%.mp4")]
    public void CameraUrl_ShownToPeople_HasNoSecretsAndKeepsAPathAsItStands(string given, string shown) =>
        Assert.Equal(shown, SafetyHub.Dashboard.Api.CameraUrl.Parse(given).Display);

    [Fact]
    public async Task Page_Answered_CarriesTheSecurityHeaders()
    {
        using var client = Client();
        var answer = await client.GetAsync(new Uri("/account/sign-in", UriKind.Relative));
        var policy = string.Join(" | ", answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/evidence/0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("/cameras/cam-hwajeong-01/snapshot.jpg")]
    public async Task Picture_ForCaseworker_IsForbidden(string path)
    {
        using var client = Client();
        await SignInAsync(client, "park", FakeCentre.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        using var stranger = Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    private HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Centre.Address };

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password)
    {
        var page = await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = name, ["password"] = password, ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
        });
        return await client.PostAsync(new Uri("/account/sign-in", UriKind.Relative), form);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}
