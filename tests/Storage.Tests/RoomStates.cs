using SafetyHub.Grains.Monitoring.Offenders;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Storage.Tests;

/// <summary>States of room, wall and offenders with something in every field.</summary>
internal static class RoomStates
{
    private static readonly DateTimeOffset At = new(2026, 11, 25, 3, 4, 5, 678, TimeSpan.Zero);

    public static RoomState Room() => new()
    {
        Watermark = 17,
        Staff = [new StoredStaff { Position = "p1", Actor = "user:김관제", Team = "가", SignedInAt = At }],
        Cases =
        [
            new StoredCase
            {
                Incident = "inc_1", Position = "p1", RangAt = At, Rings = true, Group = "grp_1", JoinedAt = At, ShownAt = At, IsProtected = true, IsOwned = true,
                SilencedBy = "user:kim", SilencedAt = At, Why = [new StoredReason { Key = WallReasonKeys.TakenOver, Arguments = ["p2"] }],
            },
        ],
        Groups =
        [
            new StoredGroup
            {
                Position = "p1", Id = "grp_1", Key = "deogyang/1/2", Place = "화정역", District = "deogyang", ReasonKey = WallReasonKeys.GroupedForBudget, ReasonArguments = ["5", "6"],
                Since = At, RangAt = At, Rings = true, SilencedBy = "user:kim", SilencedAt = At,
            },
        ],
        Apart = [new StoredApart { Position = "p1", Key = "deogyang/1/2", Until = At }],
        HandOvers = [new StoredHandOver { Camera = "cam-1", By = "user:kim", From = "p1", To = "p2", Note = "정문", At = At, Until = At }],
        Meters = new() { ["p1"] = new StoredMeter { Since = 5, Hour = [6, 7], Windows = [[1, 2, 3], [4, 5, 6]] } },
    };

    public static WallState Wall() => new()
    {
        Size = 12,
        Pins = [new StoredPin { Camera = "cam-1", By = "user:kim", At = At }],
        Dismissals = [new StoredDismissal { Camera = "cam-2", By = "user:kim", At = At, Until = At, Reason = "깃발", Severity = 2 }],
        ShownMinutes = new() { ["cam-1"] = 1_064_000_000 },
        LookedMinutes = new() { ["cam-1"] = 1_064_000_001 },
    };

    public static OutcomeState Outcomes() => new()
    {
        Learnt = ["inc_1"],
        Tallies =
        [
            new Tally
            {
                Zone = "정문", Type = "loitering", False = 8, Real = 1, From = At, To = At, Hours = [.. Enumerable.Range(0, 24)], ConfidenceSum = 4.5, ConfidenceCount = 7,
                Examples = ["inc_1"], Proposal = "off_1", ProposeFrom = 16, IsOpen = true, Proposals = 2,
            },
        ],
    };

    public static OffenderListState Offenders() => new()
    {
        Offenders =
        [
            new StoredOffender
            {
                Id = "off_1", Camera = "cam-1", CameraName = "정문", Zone = "gate", EventType = "loitering", False = 8, Real = 1, From = At, To = At, Hours = [.. Enumerable.Range(0, 24)],
                FromHour = 18, ToHour = 21, MeanConfidence = 0.61, Examples = ["inc_1"], Kind = RetuningKind.LengthenTime, Option = "stay", Value = "00:00:20",
                Status = OffenderStatus.Declined, ProposedAt = At, DecidedAt = At, DecidedBy = "user:lee", Note = "다음 주",
            },
        ],
    };
}
