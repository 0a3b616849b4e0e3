using Microsoft.AspNetCore.Http;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.DeviceBridge.Adapters.Frigate;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>Stills over real HTTP: whatever Frigate answers, it costs the still at most.</summary>
public sealed class FrigateStillsTests : IAsyncLifetime
{
    private const string Id = "1607123955.475377-mxklsc";
    private FakeFrigate _frigate = null!;

    public async Task InitializeAsync() => _frigate = await FakeFrigate.StartAsync();

    public async Task DisposeAsync() => await _frigate.DisposeAsync();

    [Fact]
    public async Task Still_OfAnObject_IsFetchedFromItsAddress()
    {
        using var stills = Stills();

        var (outcome, jpeg) = await stills.FetchAsync(Id, CancellationToken.None);

        Assert.Equal((StillOutcome.Fetched, FakeFrigate.Jpeg.Length), (outcome, jpeg?.Length));
        Assert.Equal([$"GET /api/events/{Id}/snapshot.jpg"], _frigate.Asked);
    }

    [Theory]
    [InlineData("missing", StillOutcome.None)]
    [InlineData("elsewhere", StillOutcome.Refused)]
    [InlineData("broken", StillOutcome.Refused)]
    [InlineData("text", StillOutcome.NoPicture)]
    [InlineData("large", StillOutcome.TooLarge)]
    [InlineData("endless", StillOutcome.TooLarge)]
    [InlineData("silent", StillOutcome.TooSlow)]
    [InlineData("cut", StillOutcome.Failed)]
    internal async Task Answer_ThatIsNoGoodStill_IsNamedAndNothingIsThrown(string answer, StillOutcome outcome)
    {
        _frigate.Answer = context => AnswerAsync(context, answer);
        using var stills = Stills(timeout: answer == "silent" ? 300 : 10_000);

        var (found, jpeg) = await stills.FetchAsync(Id, CancellationToken.None);

        Assert.Equal((outcome, null), (found, jpeg));
    }

    [Fact]
    public async Task Frigate_ThatWantsASession_IsSignedInAtOnce()
    {
        var (user, cookies) = ("", 0);
        _frigate.Answer = async context =>
        {
            if (context.Request.Path == "/api/login")
            {
                using var body = new StreamReader(context.Request.Body);
                user = await body.ReadToEndAsync();
                context.Response.Headers.SetCookie = "frigate_token=abc; Path=/; HttpOnly";
            }
            else if (!context.Request.Headers.Cookie.ToString().Contains("frigate_token=abc", StringComparison.Ordinal))
            {
                context.Response.StatusCode = 401;
            }
            else
            {
                cookies++;
                await context.Response.Body.WriteAsync(FakeFrigate.Jpeg);
            }
        };
        using var stills = Stills(signIn: true);

        Assert.Equal(StillOutcome.Fetched, (await stills.FetchAsync(Id, CancellationToken.None)).Outcome);
        Assert.Equal(StillOutcome.Fetched, (await stills.FetchAsync(Id, CancellationToken.None)).Outcome);
        Assert.Equal("""{"user":"hub","password":"pass"}""", user);
        Assert.Equal(2, cookies);
        Assert.Single(_frigate.Asked, "POST /api/login");
    }

    [Fact]
    public async Task Stills_ManyAtOnce_AreFetchedInAFewPlaces()
    {
        using var stills = Stills(atOnce: 2);
        var gate = new TaskCompletionSource();
        _frigate.Answer = async context =>
        {
            await gate.Task;
            await context.Response.Body.WriteAsync(FakeFrigate.Jpeg);
        };

        var fetching = Enumerable.Range(0, 12).Select(_ => stills.FetchAsync(Id, CancellationToken.None)).ToList();
        await Hub.Eventually.TrueAsync(() => _frigate.Asked.Count == 2, "two requests");
        gate.SetResult();
        var all = await Task.WhenAll(fetching);

        Assert.All(all, a => Assert.Equal(StillOutcome.Fetched, a.Outcome));
        Assert.Equal(2, _frigate.MostAtOnce);
    }

    private static async Task AnswerAsync(HttpContext context, string answer)
    {
        switch (answer)
        {
            case "missing": context.Response.StatusCode = 404; break;
            case "elsewhere": context.Response.Redirect("http://169.254.169.254/"); break;
            case "broken": context.Response.StatusCode = 500; break;
            case "text": await context.Response.WriteAsync("<html>sign in</html>"); break;
            case "large":
                context.Response.ContentLength = 100_000;
                await context.Response.Body.WriteAsync(new byte[100_000]);
                break;
            case "endless":
                for (var i = 0; i < 100; i++) await context.Response.Body.WriteAsync(new byte[8_000]);
                break;
            case "silent": await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); break;
            default: context.Abort(); break;
        }
    }

    private FrigateStills Stills(int timeout = 10_000, int atOnce = 4, bool signIn = false) => new(
        new AdapterSourceOptions { ApiUrl = _frigate.Url + "/", ApiUsername = signIn ? "hub" : null, ApiPassword = signIn ? "pass" : null },
        new AdaptersOptions { SnapshotTimeout = TimeSpan.FromMilliseconds(timeout), SnapshotBytes = 32 * 1024, SnapshotsAtOnce = atOnce },
        TimeProvider.System);
}
