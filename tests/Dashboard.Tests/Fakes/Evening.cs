using System.Globalization;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>What stands on a wall, at a desk and among the proposals on a busy evening.</summary>
internal static class Evening
{
    public static WallTile Tile(int slot, string camera, WallTileKind kind = WallTileKind.Tour, Severity? severity = null, string? eventType = null, params WallReason[] reasons) => new(
        slot, DeviceId.Parse(camera), "카메라 " + camera, "장소 " + camera, kind, severity, severity is null ? null : Incident(slot), eventType,
        reasons.Length > 0 ? reasons : [Reason(WallReasonKeys.Tour, "60")], DateTimeOffset.UnixEpoch, null, 1);

    public static WallReason Reason(string key, params string[] arguments) => new(key, arguments);

    public static IncidentId Incident(int number) =>
        IncidentId.Parse("inc_" + string.Concat(number.ToString("D26", CultureInfo.InvariantCulture).Select(digit => (char)('a' + (digit - '0')))));

    public static SubjectSummary Place(string name) => new(new SubjectRef(SubjectKind.Place, "p-" + name.Length), name, "deogyang");

    public static DeskAlarm Alarm(int number, string name, Severity severity, string title, IncidentCategory category, DateTimeOffset at, bool rings = true, string? owner = null, params WallReason[] reasons) =>
        new(Incident(number), category, title, severity, Place(name), at, at, rings, owner, [], reasons);

    public static AlarmGroup Group(string id, string place, int members, DateTimeOffset at) => new(
        id, place, "deogyang", Severity.Low,
        [.. Enumerable.Range(100, Math.Min(members, 100)).Select(n => new GroupMember(Incident(n), IncidentCategory.Intrusion, "loitering", Severity.Low, Place($"{place} {n}"), at, [], n % 2 == 0 ? at : null))],
        members, Reason(WallReasonKeys.GroupedForBudget, "5", "6"), "hub", at, at, true);

    public static RepeatOffender Offender(string id, string camera, DateTimeOffset at) => new(
        id, DeviceId.Parse(camera), "카메라 " + camera, "북문 앞", "intrusion",
        new OffenderEvidence(14, 1, at.AddDays(-20), at.AddHours(-3), [.. Enumerable.Range(0, 24).Select(hour => hour is >= 18 and < 22 ? 3 : hour == 6 ? 1 : 0)], 18, 22, 0.61, []),
        new RetuningSuggestion(RetuningKind.RaiseConfidence, "lowestConfidence", "0.72"), OffenderStatus.Open, at, null, null, null);

    /// <summary>A full wall of nine, a desk in a flood, two further positions, proposals.</summary>
    public static void Fill(FakeControlRoom room, DateTimeOffset now)
    {
        var wall = room.Wall("p1");
        wall.Show(view => view with { At = now, Tiles = [.. Tiles()], Waiting = 2 });
        wall.Tell(desk => desk with
        {
            At = now,
            Alarms =
            [
                Alarm(1, "홍순자", Severity.Critical, "sos.hand-hold", IncidentCategory.Sos, now.AddSeconds(-40)),
                Alarm(2, "화정역 광장", Severity.High, "intrusion", IncidentCategory.Intrusion, now.AddMinutes(-3), reasons: Reason(WallReasonKeys.Rebalanced, "p2")),
                Alarm(3, "백석공원 북문", Severity.Medium, "crowd", IncidentCategory.Crowd, now.AddMinutes(-9), rings: false, reasons: Reason(WallReasonKeys.Silenced, "user:kim")) with { SilencedBy = "user:kim" },
                Alarm(4, "박영호", Severity.High, "fall", IncidentCategory.Fall, now.AddMinutes(-12), rings: false, owner: "user:lee"),
            ],
            Groups = [Group("grp_a1", "주엽 지하보도", 7, now.AddMinutes(-6)), Group("grp_b2", "일산동구", 23, now.AddMinutes(-20))],
            Budget = desk.Budget with { LastTenMinutes = 12, LastHour = 15, IsFlood = true, FloodSince = now.AddMinutes(-4), Stage = BudgetStage.Flood, GroupedLastHour = 30, MovedLastHour = 4, AverageHourly = 5.8 },
        });
        room.Wall("p2").Show(view => view with
        {
            StaffedBy = "user:park",
            Team = "야간 2조",
            Cameras = 1210,
            At = now,
            Tour = new TourStatus(TimeSpan.FromMinutes(60), false, 4, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(75), TimeSpan.FromMinutes(71)),
        });
        room.Wall("p2").Tell(desk => desk with { Budget = desk.Budget with { LastHour = 6, Stage = BudgetStage.Rebalancing } });
        room.AllGroups.Clear();
        foreach (var group in wall.DeskView.Groups) room.AllGroups.Add(new PositionGroup("p1", group));
        room.Offenders.All["off_1"] = Offender("off_1", "cam-baekseok-02", now.AddHours(-2));
        room.Offenders.All["off_2"] = Offender("off_2", "cam-juyeop-03", now.AddHours(-5)) with { Suggestion = new RetuningSuggestion(RetuningKind.VisitCamera, null, null), Zone = null };
        room.Offenders.All["off_3"] = Offender("off_3", "cam-hwajeong-01", now.AddDays(-2)) with { Status = OffenderStatus.Declined, DecidedBy = "user:lee", DecidedAt = now.AddDays(-1), Note = "가지를 쳤음" };
    }

    private static IEnumerable<WallTile> Tiles()
    {
        yield return Tile(0, "cam-hwajeong-01", WallTileKind.Critical, Severity.Critical, "fall", Reason(WallReasonKeys.Incident, "fall", "4"), Reason(WallReasonKeys.Confidence, "87"), Reason(WallReasonKeys.Fresh, "12"), Reason(WallReasonKeys.NeverSeen));
        yield return Tile(1, "cam-baekseok-02", WallTileKind.Attention, Severity.High, "intrusion", Reason(WallReasonKeys.Incident, "intrusion", "3"), Reason(WallReasonKeys.Owned, "user:lee"), Reason(WallReasonKeys.Unseen, "14"));
        yield return Tile(2, "cam-juyeop-03", WallTileKind.Related, null, null, Reason(WallReasonKeys.Near, "화정역 광장", "80", "fall"));
        yield return Tile(3, "cam-4", WallTileKind.Pinned, null, null, Reason(WallReasonKeys.Pinned, "user:kim"));
        yield return Tile(4, "cam-5", WallTileKind.HandedOver, Severity.Medium, "crowd", Reason(WallReasonKeys.Incident, "crowd", "2"), Reason(WallReasonKeys.HandedOver, "user:lee", "p2", "출구 쪽을 보십시오"));
        for (var slot = 5; slot < 8; slot++) yield return Tile(slot, "cam-" + (slot + 1));
    }
}
