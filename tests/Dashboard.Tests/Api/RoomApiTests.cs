using System.Text.Json;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Devices;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Api;

public sealed class RoomApiTests : IAsyncLifetime
{
    private const string Me = "operator-1";
    private const string Lead = "supervisor-1";
    private RoomApi _api = null!;

    public async Task InitializeAsync() => _api = await RoomApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/v1/positions", null, 401)]
    [InlineData("GET", "/api/v1/positions", "caseworker-1", 403)]
    [InlineData("GET", "/api/v1/positions", Me, 200)]
    [InlineData("GET", "/api/v1/room", Me, 403)]
    [InlineData("GET", "/api/v1/room", Lead, 200)]
    [InlineData("POST", "/api/v1/positions/p1/sign-in", "caseworker-1", 403)]
    [InlineData("POST", "/api/v1/offenders/off_1/accept", Me, 403)]
    [InlineData("GET", "/api/v1/positions/p1/suppressed", "caseworker-1", 403)]
    [InlineData("GET", "/api/v1/positions/p99/wall", Me, 404)]
    [InlineData("GET", "/api/v1/positions/P%20!/wall", Me, 400)]
    [InlineData("GET", "/api/v1/positions/p1/wall?since=7", Me, 204)]
    [InlineData("GET", "/api/v1/positions/p1/desk?since=9", Me, 204)]
    [InlineData("GET", "/api/v1/offenders/off_none", Me, 404)]
    public async Task Call_ByRole_IsAnsweredWithItsStatus(string method, string path, string? token, int status) =>
        Assert.Equal(status, (await _api.SendAsync(method, path, token)).Status);

    [Fact]
    public async Task Position_SignedInAt_IsHeldUntilSignedOutAndOnTheRecord()
    {
        Assert.Equal(409, (await _api.SendAsync("POST", "/api/v1/positions/p1/heartbeat", Me)).Status);
        Assert.Empty(_api.Room.Staff);
        var (status, wall) = await _api.SendAsync("POST", "/api/v1/positions/p1/sign-in", Me, new { team = "a" });
        Assert.Equal((200, "token:operator-1"), (status, wall.GetProperty("staffedBy").GetString()));
        Assert.Equal((200, 1), ((await _api.SendAsync("POST", "/api/v1/positions/p1/heartbeat", Me)).Status, _api.Room.Renewals));
        var (taken, problem) = await _api.SendAsync("POST", "/api/v1/positions/p1/sign-in", "operator-2");
        Assert.Equal((409, "position-taken"), (taken, problem.GetProperty("reason").GetString()));
        Assert.Equal(409, (await _api.SendAsync("POST", "/api/v1/positions/p1/heartbeat", "operator-2")).Status);
        Assert.Equal(200, (await _api.SendAsync("POST", "/api/v1/positions/p1/sign-out", Me)).Status);
        Assert.Equal(
            [("wall.sign-in", "a"), ("wall.sign-in", "refused: PositionTaken"), ("wall.sign-out", null)], _api.Audit.Select(entry => (entry.Action, entry.Detail)));
    }

    [Fact]
    public async Task Wall_InTheLanguageOfTheCall_SaysWhyEachTileIsThere()
    {
        var (_, korean) = await _api.SendAsync("GET", "/api/v1/positions/p1/wall", Me);
        var (_, english) = await _api.SendAsync("GET", "/api/v1/positions/p1/wall", Me, language: "en");
        Assert.Equal("A fall is suspected (severity Critical)", Text(english, 0));
        Assert.Equal("새로 발생: 3초 전", Text(korean, 1));
        Assert.Equal("critical", english.GetProperty("tiles")[0].GetProperty("kind").GetString());
        Assert.Equal((60, true), (english.GetProperty("tour").GetProperty("promiseMinutes").GetDouble(), english.GetProperty("tour").GetProperty("isKept").GetBoolean()));
    }

    [Fact]
    public async Task Desk_ShowsBudgetAlarmsAndGroups()
    {
        var (_, desk) = await _api.SendAsync("GET", "/api/v1/positions/p1/desk", Me, language: "en");
        Assert.Equal((5, 6, "rebalancing"), (
            desk.GetProperty("budget").GetProperty("lastHour").GetInt32(), desk.GetProperty("budget").GetProperty("hourlyLimit").GetInt32(),
            desk.GetProperty("budget").GetProperty("stage").GetString()));
        Assert.Equal("Grouped near the alarm budget: 5 alarms in the last hour, line at 6", desk.GetProperty("groups")[0].GetProperty("reason").GetProperty("text").GetString());
        Assert.Equal("Somebody is loitering", desk.GetProperty("groups")[0].GetProperty("members")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task Suppressions_AreListedWithReasonAndTheCallThatTakesThemBack()
    {
        var (_, list) = await _api.SendAsync("GET", "/api/v1/positions/p1/suppressed", Me, language: "en");
        Assert.Equal(["dismissed", "silenced", "grouped"], Each(list, "kind"));
        Assert.Equal(["user:kim", "user:kim", "hub"], Each(list, "by"));
        Assert.All(Each(list, "reason"), reason => Assert.NotEqual("", reason));
        Assert.Equal(2, list.GetProperty("omitted").GetInt32());
        await _api.SendAsync("POST", "/api/v1/positions/p1/sign-in", Me);
        foreach (var restore in Each(list, "restore"))
        {
            var call = restore!.Split(' ');
            Assert.Equal(200, (await _api.SendAsync(call[0], call[1], Me, call[1].EndsWith("ungroup", StringComparison.Ordinal) ? new { minutes = 30 } : null)).Status);
        }
        Assert.Equal([typeof(RestoreCamera), typeof(RingAlarm), typeof(UngroupAlarms)], _api.Room.Commands.Select(command => command.Command.GetType()));
    }

    [Fact]
    public async Task Acts_OfWhoSitsThere_ReachTheWallAndTheRecord()
    {
        await _api.SendAsync("POST", "/api/v1/positions/p1/sign-in", Me);
        var camera = DeviceId.Parse("cam-1");
        await ActAsync("POST", "cameras/cam-1/pin", null, new PinCamera("token:operator-1", camera));
        await ActAsync("DELETE", "cameras/cam-1/pin", null, new UnpinCamera("token:operator-1", camera));
        await ActAsync("POST", "cameras/cam-1/dismissal", new { reason = "a flag", minutes = 30 }, new DismissCamera("token:operator-1", camera, "a flag", TimeSpan.FromMinutes(30)));
        await ActAsync("POST", "cameras/cam-1/hand-over", new { to = "p2", note = "look" }, new HandOverCamera("token:operator-1", camera, "p2", "look"));
        await ActAsync("POST", "cameras/cam-1/look", null, new LookAtCamera("token:operator-1", camera));
        await ActAsync("PUT", "wall/size", new { size = 12 }, new SetWallSize("token:operator-1", 12));
        var incident = FakeRoom.Incident("a");
        await ActAsync("POST", $"alarms/{incident}/silence", null, new SilenceAlarm("token:operator-1", incident));
        Assert.Equal(
            ["wall.sign-in", "wall.pin-camera", "wall.unpin-camera", "wall.dismiss-camera", "wall.hand-over-camera", "wall.set-wall-size", "wall.silence-alarm"],
            _api.Audit.Select(entry => entry.Action));
    }

    [Theory]
    [InlineData("cameras/cam-1/dismissal", """{"minutes":30}""", "reason")]
    [InlineData("cameras/cam-1/dismissal", """{"reason":"x","minutes":241}""", "minutes")]
    [InlineData("cameras/cam-1/hand-over", """{"to":"No Position"}""", "to")]
    [InlineData("groups/grp_1/ungroup", """{"minutes":9}""", "minutes")]
    [InlineData("alarms/%20/silence", "{}", "incident")]
    public async Task Act_WithAFieldOutOfItsRange_NamesTheFieldAndChangesNothing(string path, string body, string field)
    {
        await _api.SendAsync("POST", "/api/v1/positions/p1/sign-in", Me);
        var (status, problem) = await _api.SendAsync("POST", "/api/v1/positions/p1/" + path, Me, JsonDocument.Parse(body).RootElement);
        Assert.Equal(400, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.Empty(_api.Room.Commands);
    }

    [Fact]
    public async Task Act_AtAPositionOfAnother_IsRefusedUnlessTheCallerLeadsTheRoom()
    {
        await _api.SendAsync("POST", "/api/v1/positions/p1/sign-in", "operator-2");
        var (status, problem) = await _api.SendAsync("POST", "/api/v1/positions/p1/cameras/cam-1/pin", Me);
        Assert.Equal((409, "not-signed-in"), (status, problem.GetProperty("reason").GetString()));
        Assert.Empty(_api.Room.Commands);
        Assert.Equal(200, (await _api.SendAsync("POST", "/api/v1/positions/p1/cameras/cam-1/pin", Lead)).Status);
    }

    [Theory]
    [InlineData(WallRefusal.CriticalCannotBeDismissed, 409, "critical-cannot-be-dismissed")]
    [InlineData(WallRefusal.TooManyPins, 409, "too-many-pins")]
    [InlineData(WallRefusal.UnknownCamera, 404, "unknown-camera")]
    public async Task Act_ThatTheWallRefuses_IsAnsweredWithTheTypedReason(WallRefusal refusal, int status, string reason)
    {
        _api.Room.Refusal = refusal;
        var (answered, problem) = await _api.SendAsync("POST", "/api/v1/positions/p1/cameras/cam-1/pin", Lead);
        Assert.Equal((status, reason), (answered, problem.GetProperty("reason").GetString()));
        Assert.Equal("refused: " + refusal, Assert.Single(_api.Audit).Detail);
    }

    [Fact]
    public async Task Proposal_ToRetuneACamera_IsDecidedOnceWithANoteWhenDeclined()
    {
        var (_, list) = await _api.SendAsync("GET", "/api/v1/offenders?status=open", Me);
        Assert.Equal(("off_1", "lengthen-time"), (list.GetProperty("items")[0].GetProperty("id").GetString(), list.GetProperty("items")[0].GetProperty("suggestion").GetProperty("kind").GetString()));
        Assert.Equal(400, (await _api.SendAsync("POST", "/api/v1/offenders/off_1/decline", Lead)).Status);
        var (status, declined) = await _api.SendAsync("POST", "/api/v1/offenders/off_1/decline", Lead, new { note = "the tree is cut next week" });
        Assert.Equal((200, "declined", "token:supervisor-1"), (status, declined.GetProperty("status").GetString(), declined.GetProperty("decidedBy").GetString()));
        Assert.Equal(409, (await _api.SendAsync("POST", "/api/v1/offenders/off_1/accept", Lead)).Status);
        Assert.Equal(["refused: NoteRequired", null, "refused: AlreadyDecided"], _api.Audit.Select(entry => entry.Detail));
    }

    [Fact]
    public async Task Room_ForWhoLeadsIt_HoldsEveryDesksBudgetAndGroups()
    {
        var (_, room) = await _api.SendAsync("GET", "/api/v1/room", Lead);
        Assert.Equal(["p1", "p2"], room.GetProperty("positions").GetProperty("items").EnumerateArray().Select(position => position.GetProperty("id").GetString()));
        Assert.Equal("p1", room.GetProperty("groups")[0].GetProperty("position").GetString());
    }

    [Fact]
    public async Task Description_OfTheApi_HasEveryCallWithASummary()
    {
        var (_, document) = await _api.SendAsync("GET", "/openapi/v1.json", Me);
        var calls = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();
        Assert.Equal(22, calls.Count);
        Assert.All(calls, call => Assert.False(string.IsNullOrEmpty(call.Value.GetProperty("summary").GetString()), call.Name));
    }

    private async Task ActAsync(string method, string path, object? body, WallCommand expected)
    {
        Assert.Equal(200, (await _api.SendAsync(method, "/api/v1/positions/p1/" + path, Me, body)).Status);
        Assert.Equal(("p1", expected), _api.Room.Commands[^1]);
    }

    private static string? Text(JsonElement wall, int reason) => wall.GetProperty("tiles")[0].GetProperty("reasons")[reason].GetProperty("text").GetString();

    private static IEnumerable<string?> Each(JsonElement list, string field) => list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(field).GetString());
}
