using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Offenders;
using SafetyHub.Grains.Tests.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Tests.Monitoring.Offenders;

public sealed class OffenderRulesTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 5, 3, 15, 0, 0, TimeSpan.Zero); // in Seoul
    private static readonly DeviceId Camera = DeviceId.Parse("cam-1");
    private readonly OffenderOptions _options = new();

    [Fact]
    public void Camera_WithFewFalseOrManyReal_IsNoOffender()
    {
        var tally = new Tally { Type = "loitering" };
        Learn(tally, 7, isFalse: true);
        Assert.False(OffenderRules.IsOffender(tally, _options));
        Learn(tally, 1, isFalse: true);
        Assert.True(OffenderRules.IsOffender(tally, _options));
        Learn(tally, 3, isFalse: false);
        Assert.False(OffenderRules.IsOffender(tally, _options));
    }

    [Fact]
    public void FalseOnes_InTheEveningOnly_SuggestOtherHoursWithTheEvidence()
    {
        var tally = new Tally { Type = "loitering", Zone = "gate" };
        Learn(tally, 12, isFalse: true, hour: 19);
        Learn(tally, 2, isFalse: true, hour: 4);
        var proposal = Propose(tally);
        Assert.Equal(new RetuningSuggestion(RetuningKind.LimitHours, null, "19-20"), proposal.Suggestion);
        Assert.Equal((14, 0, 12, 19, 20), (proposal.Evidence.False, proposal.Evidence.Real, proposal.Evidence.FalseByHour[19], proposal.Evidence.FromHour, proposal.Evidence.ToHour));
        Assert.Equal(10, proposal.Evidence.Examples.Count);
    }

    [Fact]
    public void Camera_ThatCriesWolfAgainAfterLongCalm_IsProposedUnderAnotherId()
    {
        var state = new OutcomeState();
        var first = OffenderRules.TallyOf(state, ("gate", "loitering"), Midnight, _options);
        Learn(first, 8, isFalse: true);
        (first.IsOpen, first.Proposal) = (true, OffenderRules.IdOf(Camera, first));
        Assert.Same(first, OffenderRules.TallyOf(state, ("gate", "loitering"), first.To + TimeSpan.FromDays(13), _options));
        var second = OffenderRules.TallyOf(state, ("gate", "loitering"), first.To + TimeSpan.FromDays(15), _options);
        Assert.Equal((0, false, 1), (second.False, second.IsOpen, state.Tallies.Count));
        Assert.NotEqual(first.Proposal, OffenderRules.IdOf(Camera, second));
    }

    [Fact]
    public void Outcomes_OfMoreZonesThanAreKept_LoseTheOldest()
    {
        var state = new OutcomeState();
        for (var zone = 0; zone < 100; zone++) Learn(OffenderRules.TallyOf(state, ($"z{zone}", "loitering"), Midnight, _options), 1, isFalse: true);
        Assert.Equal(64, state.Tallies.Count);
    }

    [Theory]
    [InlineData("fall", null, 0.6, RetuningKind.RaiseConfidence, "0.70")]
    [InlineData("fall", "yard", 0.9, RetuningKind.RedrawZone, null)]
    [InlineData("smoke", null, 0.9, RetuningKind.VisitCamera, null)]
    [InlineData("camera.moved", null, null, RetuningKind.VisitCamera, null)]
    public void FalseOnes_OfWhatMustNotBeMissed_NeverSuggestNotToLook(string type, string? zone, double? confidence, RetuningKind kind, string? value)
    {
        var tally = new Tally { Type = type, Zone = zone };
        Learn(tally, 20, isFalse: true, hour: 19, confidence);
        Assert.Equal((kind, value), (Propose(tally).Suggestion.Kind, Propose(tally).Suggestion.Value));
    }

    [Fact]
    public void FalseOnes_AllDayAndSure_SuggestALongerTime()
    {
        var tally = new Tally { Type = "loitering" };
        for (var hour = 0; hour < 24; hour++) Learn(tally, 1, isFalse: true, hour, 0.9);
        var proposal = Propose(tally);
        Assert.Equal(new RetuningSuggestion(RetuningKind.LengthenTime, "stay", "00:00:20"), proposal.Suggestion);
        Assert.Equal(proposal.Evidence.FromHour, proposal.Evidence.ToHour);
    }

    private static void Learn(Tally tally, int times, bool isFalse, int hour = 12, double? confidence = null)
    {
        for (var i = 0; i < times; i++)
        {
            OffenderRules.Count(tally, new CameraLesson(WallStage.Incident(tally.False + tally.Real), isFalse, Midnight + TimeSpan.FromHours(hour), "Gate"), confidence);
        }
    }

    private static RepeatOffender Propose(Tally tally)
    {
        tally.Proposal = OffenderRules.IdOf(Camera, tally);
        return OffenderRules.Proposal(Camera, "Gate", tally, Midnight);
    }
}
