using Bunit;
using SafetyHub.Access;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Monitoring.Rooms;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Monitoring;

public sealed class RoomPageTests : RoomStage
{
    public RoomPageTests()
    {
        Who.SetRoles(Roles.Supervisor);
        Who.SetPolicies(HubClaims.CameraPolicy);
        Evening.Fill(Room, Clock.GetUtcNow());
        Room.Wall("p1").Show(view => view with { StaffedBy = "user:kim" });
    }

    [Fact]
    public void Positions_SayWhoSitsThereAndHowTheDeskDoes()
    {
        var rows = Page().FindAll(".pos").Select(row => row.TextContent).ToList();
        Assert.Contains("경보 폭주: 10분에 12건", rows[0], StringComparison.Ordinal);
        Assert.Contains("미접수 3", rows[0], StringComparison.Ordinal);
        Assert.Contains("야간 2조", rows[1], StringComparison.Ordinal);
        Assert.Contains("여유가 거의 없음", rows[1], StringComparison.Ordinal);
        Assert.Contains("비어 있음", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenTour_MovedAlarmsAndGroups_AreListedWithTheirReasons()
    {
        var page = Page();
        Assert.Contains("p2 자리 · 순회 약속 깨짐: 60분 안에 보지 못하는 카메라 242대 / 1210대", page.Find("section[aria-labelledby=tours-title] .unobserved").TextContent, StringComparison.Ordinal);
        var moves = page.FindAll(".moves li").Select(row => row.TextContent).ToList();
        Assert.Contains("경보 한도에 가까운 p2 자리에서 옮겨 옴", moves[0], StringComparison.Ordinal);
        Assert.Contains(moves, row => row.Contains("일산동구 · 23건", StringComparison.Ordinal) && row.Contains("한도 6건", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Offender_Declined_NeedsAReasonAndIsAudited()
    {
        var page = Page();
        await page.InvokeAsync(() => page.Instance.OnKey("KeyJ", false));
        Assert.Contains("관제요원 판단: 오경보 14건 · 실제 1건", page.Find(".offender.selected").TextContent, StringComparison.Ordinal);
        Assert.Contains("확신도 하한을 올립니다 (lowestConfidence → 0.72)", page.Find(".offender.selected").TextContent, StringComparison.Ordinal);
        var asked = page.InvokeAsync(() => page.Instance.OnKey("KeyD", false));
        Dialogs.WaitForElement("#decide-note").Change("  ");
        Dialogs.Find("form").Submit();
        Assert.Empty(Room.Offenders.Decisions);
        Dialogs.Find("#decide-note").Change("밤에만 문제");
        Dialogs.Find("form").Submit();
        await asked;
        Assert.Equal(new OffenderDecision("user:kim", "off_1", false, "밤에만 문제"), Assert.Single(Room.Offenders.Decisions));
        Assert.Contains(Audit.Entries, entry => entry is { Action: "offender.decline", Target: "offender/off_1" });
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".offender"), card => card.TextContent.Contains("거절함 · 김관제 · 밤에만 문제", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Offender_Accepted_NeedsNoReasonAndLeadsToTheCamera()
    {
        var page = Page();
        await page.InvokeAsync(() => page.Instance.OnKey("KeyJ", false));
        var asked = page.InvokeAsync(() => page.Instance.OnKey("KeyA", false));
        Dialogs.WaitForElement("form").Submit();
        await asked;
        Assert.True(Assert.Single(Room.Offenders.Decisions).Accept);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".offender a"), link => link.GetAttribute("href") == "/cameras/cam-baekseok-02"));
    }

    [Fact]
    public void Room_WithAWallThatDoesNotAnswer_ShowsTheOthers()
    {
        Room.Wall("p1").Down = true;
        var rows = Page().FindAll(".pos").Select(row => row.TextContent).ToList();
        Assert.Equal(3, rows.Count);
        Assert.Contains("여유가 거의 없음", rows[1], StringComparison.Ordinal);
    }

    private IRenderedComponent<RoomPage> Page()
    {
        KnowPeople();
        var page = Render<RoomPage>();
        page.WaitForElement(".pos");
        return page;
    }
}
