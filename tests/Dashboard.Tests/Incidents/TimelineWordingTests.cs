using System.Globalization;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Tests.Incidents;

public sealed class TimelineWordingTests
{
    private readonly TimelineWording _wording = new(new IncidentWording(new Words(CultureInfo.GetCultureInfo("ko"))), actor => actor == "user:kim" ? "김관제" : actor ?? "");

    [Theory]
    [InlineData("person-score", 0.81, "사람으로 확신 81%")]
    [InlineData("came-there", 0, "전부터 그 모습")]
    [InlineData("came-there", 1, "전에는 없던 모습")]
    [InlineData("brand-new", 2.5, "brand-new 2.5")]
    public void Finding_OfACamera_IsSaidInWordsOrAsItIs(string code, double value, string expected) =>
        Assert.Equal(expected, new IncidentWording(new Words(CultureInfo.GetCultureInfo("ko"))).Finding(new SignalFinding(code, value)));

    [Theory]
    [InlineData("IncidentOpened", """{"kind":"IncidentOpened","titleKey":"fall"}""", "상황이 열렸습니다: 낙상이 의심됩니다")]
    [InlineData("SignalJoined", """{"signal":{"id":"r/1","type":"sos.voice"}}""", "신호가 더해졌습니다: 목소리로 구조를 요청했습니다")]
    [InlineData("SeverityChanged", """{"from":"High","to":"Critical"}""", "등급이 높음에서 긴급(으)로 바뀌었습니다")]
    [InlineData("StepFired", """{"round":1,"step":4,"target":"CaseworkerOnDuty","duty":{"caseworkers":[],"reached":true}}""", "1차 4단계 실행: 당직 담당자 (당직자 없음)")]
    [InlineData("AlertFailed", """{"channel":"WebPush","recipient":"desk:1","detail":"410"}""", "알림이 전달되지 못했습니다: 푸시 알림 → 관제 데스크 410")]
    [InlineData("IncidentAssigned", """{"assignee":"user:kim"}""", "김관제 님에게 배정했습니다")]
    [InlineData("IncidentAssigned", "{}", "배정을 거두었습니다")]
    [InlineData("AcknowledgementLapsed", """{"owner":"user:kim"}""", "시한이 지나 김관제 님의 접수가 풀렸습니다")]
    [InlineData("IncidentResolved", """{"outcome":"False","note":"문제 없음"}""", "종결했습니다: 오경보 문제 없음")]
    [InlineData("SomethingNew", """{"x":1}""", """SomethingNew {"x":1}""")]
    [InlineData("NoteAdded", "not json", "메모")]
    public void Entry_OfEveryKind_IsSaidInWords(string kind, string detail, string text) =>
        Assert.Equal(text, _wording.Text(new TimelineEntry(1, DateTimeOffset.UnixEpoch, "hub", kind, detail)));

    [Theory]
    [InlineData("BecameReal"), InlineData("ConditionCleared"), InlineData("ConditionReturned"), InlineData("TakenBackByPerson"), InlineData("PresenceReported")]
    [InlineData("InterventionReported"), InlineData("IncidentAcknowledged"), InlineData("AcknowledgementReturned"), InlineData("ProgressReported"), InlineData("IncidentShelved")]
    [InlineData("ShelvingEnded"), InlineData("PlanRaised"), InlineData("RoundStarted"), InlineData("EscalatedByPerson"), InlineData("DeskAlerted"), InlineData("VoiceChosen")]
    [InlineData("AlertDelivered")]
    public void Entry_WithoutItsData_StillHasWords(string kind) =>
        Assert.DoesNotContain(kind, _wording.Text(new TimelineEntry(1, DateTimeOffset.UnixEpoch, "hub", kind, "{}")), StringComparison.Ordinal);
}
