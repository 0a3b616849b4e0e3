using Bunit;
using SafetyHub.Dashboard.Monitoring.Walls;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Monitoring;

public sealed class WallPageTests : RoomStage
{
    private FakeWall Wall => Room.Wall("p1");

    [Fact]
    public void Positions_WhenOneIsTaken_NameTheHolderAndDoNotOfferIt()
    {
        Room.Wall("p2").Show(view => view with { StaffedBy = "user:lee" });
        var page = Open();
        Assert.Contains("이책임 님이 근무 중", Seat(page, "p2").TextContent, StringComparison.Ordinal);
        Assert.True(Seat(page, "p2").QuerySelector("button")!.HasAttribute("disabled"));
        Assert.Contains("비어 있음", Seat(page, "p1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Position_TakenByAnotherInTheMeantime_SaysByWhom()
    {
        var page = Open();
        Wall.Show(view => view with { StaffedBy = "user:lee" });
        Seat(page, "p1").QuerySelector("button")!.Click();
        page.WaitForAssertion(() => Assert.Contains("이책임 님이 이미 그 자리를 맡고 있습니다", page.Find(".seats [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("#wall-title"));
    }

    [Fact]
    public async Task Seat_WhileTheBrowserAnswers_IsRenewedAndGivenUpOnLeaving()
    {
        Sit();
        Assert.Equal("user:kim", Wall.View.StaffedBy);
        var before = Wall.SignIns;
        for (var second = 0; second < 21; second++) Tick();
        Assert.Equal(before + 2, Wall.SignIns);
        await DisposeComponentsAsync();
        Assert.Null(Wall.View.StaffedBy);
        Assert.Equal(["wall.sign-in", "wall.sign-out"], Audit.Entries.Select(entry => entry.Action));
    }

    [Fact]
    public void Seat_WhenTheBrowserDoesNotAnswer_IsNotRenewed()
    {
        var module = JSInterop.SetupModule("/_content/SafetyHub.Dashboard/control-room.js");
        module.Mode = JSRuntimeMode.Loose;
        module.SetupVoid("here").SetException(new TaskCanceledException());
        Sit();
        var before = Wall.SignIns;
        for (var second = 0; second < 21; second++) Tick();
        Assert.Equal(before, Wall.SignIns);
    }

    [Fact]
    public void Seat_TakenByAnotherWhileAway_IsSaidAndThePositionsComeBack()
    {
        var page = Sit();
        Wall.Show(view => view with { StaffedBy = "user:lee" });
        Tick();
        page.WaitForAssertion(() => Assert.Contains("p1 자리의 근무가 끊긴 사이", page.Find(".seats [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Tiles_KeepTheirSlotsAndSayWhy()
    {
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], page.FindAll(".tile").Select(tile => tile.GetAttribute("data-slot")));
        Assert.Single(page.FindAll(".vtile-empty"));
        Assert.Equal("낙상이 의심됩니다 (위험도 긴급) · 확신도 87 % · 새로 발생: 12초 전 · 아직 아무도 보지 않음", page.Find(".tile[data-slot='0'] .vtile-why").TextContent);
        Assert.Contains("이책임 님이 처리 중", page.Find(".tile[data-slot='1'] .vtile-why").TextContent, StringComparison.Ordinal);
        var second = page.Find(".tile[data-slot='1'] img");
        Wall.Show(view => view with { Tiles = [.. view.Tiles.Where(tile => tile.Slot != 0)] });
        Tick();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".vtile-empty").Count));
        Assert.Equal("cam-baekseok-02", page.Find(".tile[data-slot='1'] img").GetAttribute("data-camera"));
        Assert.Equal(second.GetAttribute("data-camera"), page.Find(".tile[data-slot='1'] img").GetAttribute("data-camera"));
    }

    [Fact]
    public async Task Pin_ByKey_PinsTheSelectedCameraAndUnpinsItAgain()
    {
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        await page.InvokeAsync(() => page.Instance.OnKey("Digit7", false));
        await page.InvokeAsync(() => page.Instance.OnKey("KeyP", false));
        Assert.Equal(new PinCamera("user:kim", DeviceId.Parse("cam-7")), Assert.Single(Wall.Commands));
        await page.InvokeAsync(() => page.Instance.OnKey("KeyP", false));
        Assert.Equal(new UnpinCamera("user:kim", DeviceId.Parse("cam-7")), Wall.Commands[^1]);
        Assert.Contains(Audit.Entries, entry => entry is { Action: "wall.pin-camera", Target: "wall/p1", Detail: "camera cam-7" });
    }

    [Fact]
    public async Task Pin_OfACameraThatTheTourTookAwayMeanwhile_StillMeansThatCamera()
    {
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        await page.InvokeAsync(() => page.Instance.OnKey("Digit7", false));
        Wall.Show(view => view with { Tiles = [.. view.Tiles.Select(tile => tile.Slot == 6 ? Evening.Tile(6, "cam-99") : tile)] });
        Tick();
        page.WaitForAssertion(() => Assert.Contains("벽에서 내려감", page.Find(".wall-bar-name").TextContent, StringComparison.Ordinal));
        await page.InvokeAsync(() => page.Instance.OnKey("KeyP", false));
        Assert.Equal(new PinCamera("user:kim", DeviceId.Parse("cam-7")), Assert.Single(Wall.Commands));
    }

    [Fact]
    public async Task Dismiss_WithAReason_ListsTheCameraAndRestoresIt()
    {
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        await page.InvokeAsync(() => page.Instance.OnKey("Digit5", false));
        var asked = page.InvokeAsync(() => page.Instance.OnKey("KeyD", false));
        Dialogs.WaitForElement("#dismiss-reason").Change("행사 진행 중");
        Dialogs.Find("#dismiss-for").Change("60");
        Dialogs.Find("form").Submit();
        await asked;
        Assert.Equal(new DismissCamera("user:kim", DeviceId.Parse("cam-5"), "행사 진행 중", TimeSpan.FromHours(1)), Assert.Single(Wall.Commands));
        var away = page.Find("section[aria-labelledby=desk-away] .entry");
        Assert.Contains("카메라 cam-5", away.TextContent, StringComparison.Ordinal);
        Assert.Contains("행사 진행 중 · 김관제", away.TextContent, StringComparison.Ordinal);
        away.QuerySelector("button:not(.desk-hit)")!.Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("section[aria-labelledby=desk-away] .entry")));
        Assert.Equal(new RestoreCamera("user:kim", DeviceId.Parse("cam-5")), Wall.Commands[^1]);
    }

    [Fact]
    public async Task HandOver_ToAStaffedPosition_SendsCameraAndNote()
    {
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        await page.InvokeAsync(() => page.Instance.OnKey("Digit2", false));
        var asked = page.InvokeAsync(() => page.Instance.OnKey("KeyH", false));
        Assert.Equal(["p2"], Dialogs.WaitForElements("#hand-over-to option").Select(option => option.GetAttribute("value")));
        Dialogs.Find("#hand-over-note").Change("북문으로 갔음");
        Dialogs.Find("form").Submit();
        await asked;
        Assert.Equal(new HandOverCamera("user:kim", DeviceId.Parse("cam-baekseok-02"), "p2", "북문으로 갔음"), Assert.Single(Wall.Commands));
    }

    [Fact]
    public async Task Group_TakenApartByKey_AsksForHowLongAndIsGone()
    {
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        Assert.Contains("경보 한도에 가까워 묶음: 최근 1시간 5건, 한도 6건", page.Find(".entry.group").TextContent, StringComparison.Ordinal);
        for (var press = 0; press < 5; press++) await page.InvokeAsync(() => page.Instance.OnKey("KeyJ", false));
        Assert.Contains("주엽 지하보도", page.Find(".entry.selected").TextContent, StringComparison.Ordinal);
        var asked = page.InvokeAsync(() => page.Instance.OnKey("KeyU", false));
        Dialogs.WaitForElement("#ungroup-for").Change("30");
        Dialogs.Find("form").Submit();
        await asked;
        Assert.Equal(new UngroupAlarms("user:kim", "grp_a1", TimeSpan.FromMinutes(30)), Assert.Single(Wall.Commands));
        Assert.DoesNotContain(page.FindAll(".entry.group"), group => group.TextContent.Contains("주엽 지하보도", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Alarm_Silenced_StaysSaysThatNobodyHasItAndRingsAgainByTheSameKey()
    {
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        await page.InvokeAsync(() => page.Instance.OnKey("KeyJ", false));
        await page.InvokeAsync(() => page.Instance.OnKey("KeyS", false));
        Assert.Equal(new SilenceAlarm("user:kim", Evening.Incident(1)), Assert.Single(Wall.Commands));
        Assert.Contains("소리 끔 · 미접수", page.Find(".entry.selected").TextContent, StringComparison.Ordinal);
        Assert.Contains("홍순자", page.Find(".entry.selected").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Instance.OnKey("KeyS", false));
        Assert.Equal(new RingAlarm("user:kim", Evening.Incident(1)), Wall.Commands[^1]);
        Assert.StartsWith("울림", page.Find(".entry.selected .entry-state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_Silenced_SaysByWhomAndCanRingAgain()
    {
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        AngleSharp.Dom.IElement Sound() => page.Find(".entry.group .entry-acts button");
        Assert.StartsWith("소리 끄기 주엽 지하보도", Sound().TextContent, StringComparison.Ordinal);
        Sound().Click();
        page.WaitForAssertion(() => Assert.Contains("김관제 님이 소리 끔", page.Find(".entry.group").TextContent, StringComparison.Ordinal));
        Assert.StartsWith("소리 켜기 주엽 지하보도", Sound().TextContent, StringComparison.Ordinal);
        Sound().Click();
        page.WaitForAssertion(() => Assert.Contains("울림", page.Find(".entry.group .entry-state").TextContent, StringComparison.Ordinal));
        Assert.Equal([new SilenceAlarm("user:kim", Evening.Incident(100)), new RingAlarm("user:kim", Evening.Incident(100))], Wall.Commands);
    }

    [Fact]
    public async Task Incident_OpenedByKey_ComesInAWindowBesideTheWallAndTheSeatStays()
    {
        var module = JSInterop.SetupModule("/_content/SafetyHub.Dashboard/control-room.js");
        module.Mode = JSRuntimeMode.Loose;
        Evening.Fill(Room, Clock.GetUtcNow());
        var page = Sit();
        await page.InvokeAsync(() => page.Instance.OnKey("Digit2", false));
        await page.InvokeAsync(() => page.Instance.OnKey("KeyO", false));
        Assert.Equal($"/?incident={Evening.Incident(1)}", Assert.Single(module.Invocations["showAside"]).Arguments[0]);
        Assert.Equal("user:kim", Wall.View.StaffedBy);
    }

    [Fact]
    public void Tour_ThatCannotKeepItsPromise_SaysHowManyCamerasAreMissed()
    {
        Wall.Show(view => view with { Cameras = 400, Tour = view.Tour with { IsKept = false, Achievable = TimeSpan.FromMinutes(80), OldestUnseen = TimeSpan.FromMinutes(75) } });
        var page = Sit();
        Assert.Contains("순회 약속 깨짐: 60분 안에 보지 못하는 카메라 100대 / 400대", page.Find(".tour.broken").TextContent, StringComparison.Ordinal);
        Wall.Show(view => view with { Tour = view.Tour with { IsKept = true, Achievable = TimeSpan.FromMinutes(44), OldestUnseen = TimeSpan.FromMinutes(12) } });
        Tick();
        page.WaitForAssertion(() => Assert.StartsWith("순회 약속 지킴: 카메라 400대를 60분 안에 모두 봅니다", page.Find(".tour").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public void Flood_BeginningAndEnding_IsShownInWordsAndAnnounced()
    {
        var page = Sit();
        Assert.Contains("여유 있음", page.Find(".budget-stage").TextContent, StringComparison.Ordinal);
        Wall.Tell(desk => desk with { Budget = desk.Budget with { LastTenMinutes = 12, IsFlood = true, FloodSince = Clock.GetUtcNow(), Stage = BudgetStage.Flood } });
        Tick();
        page.WaitForAssertion(() => Assert.Equal("경보 폭주: 10분에 12건, 12:00:00부터. 5건 아래로 내려가면 끝납니다", page.Find(".budget.flood .budget-stage").TextContent));
        Assert.Equal("경보 폭주가 시작되었습니다", page.Find("[aria-live=polite]").TextContent);
        Wall.Tell(desk => desk with { Budget = desk.Budget with { LastTenMinutes = 4, IsFlood = false, FloodSince = null, Stage = BudgetStage.Calm } });
        Tick();
        page.WaitForAssertion(() => Assert.Equal("경보 폭주가 끝났습니다", page.Find("[aria-live=polite]").TextContent));
    }

    [Fact]
    public void NewCriticalAlarm_IsAnnouncedAtOnce_AndOldOnesAreNot()
    {
        Wall.Tell(desk => desk with { Alarms = [Evening.Alarm(1, "홍순자", Severity.Critical, "sos.button", IncidentCategory.Sos, Clock.GetUtcNow())] });
        var page = Sit();
        Assert.Equal("", page.Find("[aria-live=assertive]").TextContent);
        Wall.Tell(desk => desk with { Alarms = [Evening.Alarm(2, "박영호", Severity.Critical, "fall", IncidentCategory.Fall, Clock.GetUtcNow()), .. desk.Alarms] });
        Tick();
        page.WaitForAssertion(() => Assert.Contains("박영호", page.Find("[aria-live=assertive]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Wall_ThatDoesNotAnswer_IsSaidToBeOldAndComesBack()
    {
        var page = Sit();
        Wall.Down = true;
        for (var second = 0; second < 7; second++) Tick();
        page.WaitForAssertion(() => Assert.Contains("갱신되지 않고 있습니다", page.Find(".band.alarm:contains('비디오월')").TextContent, StringComparison.Ordinal));
        Wall.Down = false;
        Tick();
        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindAll(".band.alarm"), band => band.TextContent.Contains("비디오월", StringComparison.Ordinal)));
    }

    [Fact]
    public void Size_ThatTheTourForbids_IsRefusedAndTheFieldShowsTheTruth()
    {
        var page = Sit();
        page.Find(".wall-size select").Change("1");
        page.WaitForAssertion(() => Assert.Equal("9", page.Find(".wall-size select").GetAttribute("value")));
        Assert.Equal(new SetWallSize("user:kim", 1), Assert.Single(Wall.Commands));
    }
}
