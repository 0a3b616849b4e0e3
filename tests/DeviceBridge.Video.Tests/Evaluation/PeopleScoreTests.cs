using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Evaluation;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Tests.Evaluation;

public sealed class PeopleScoreTests
{
    private static readonly Box Left = new(0.1f, 0.1f, 0.1f, 0.3f);
    private static readonly Box Right = new(0.6f, 0.1f, 0.1f, 0.3f);
    private static readonly Box Nowhere = new(0.4f, 0.6f, 0.1f, 0.3f);

    [Fact]
    public void Detection_OfHalfThePeopleWithOneFalseBetween_HasTheAreaComputedByHand()
    {
        var tally = new DetectionTally(0.5f);
        tally.Add([new(Left, 0.9f), new(Nowhere, 0.8f), new(Right, 0.7f)], [new(1, Left), new(2, Right)]);
        tally.Add([], [new(1, Left), new(2, Right)]);
        // Recall 1/4 at precision 1, then 2/4 at 2/3: 0.25 * 1 + 0.25 * 2/3.
        Assert.Equal(new DetectionScore(0.4167, 0.6667, 0.5), tally.Score());
    }

    [Fact]
    public void Detection_BelowTheThreshold_CountsForTheAreaOnly()
    {
        var tally = new DetectionTally(0.5f);
        tally.Add([new(Left, 0.4f)], [new(1, Left)]);
        Assert.Equal(new DetectionScore(1, null, 0), tally.Score());
    }

    [Fact]
    public void Detection_TwiceOnOnePerson_IsFalseTheSecondTime()
    {
        var tally = new DetectionTally(0.5f);
        tally.Add([new(Left, 0.9f), new(Left, 0.8f)], [new(1, Left)]);
        Assert.Equal(0.5, tally.Score()!.Precision);
    }

    [Fact]
    public void Detection_WithoutMarks_IsNotMeasured() => Assert.Null(new DetectionTally(0.5f).Score());

    [Fact]
    public void Tracking_WithOneSwitchAMissAndAFalse_CountsThree()
    {
        var tally = new TrackingTally();
        MarkedPerson[] both = [new(1, Left), new(2, Right)];
        tally.Add([(10, Left), (20, Right)], both);
        tally.Add([(10, Left), (20, Right)], both);
        tally.Add([(11, Left)], both); // another track on person 1, person 2 missed
        tally.Add([(11, Left), (20, Right), (30, Nowhere)], both);
        // 8 marks: 1 switch, 1 miss, 1 false. Person 1 is track 10 (or 11) twice, person 2 track 20 three times: 5 of 8 + 8 boxes.
        Assert.Equal(new TrackingScore(1 - (3 / 8.0), 0.625), tally.Score());
    }

    [Fact]
    public void Tracking_WhenAnotherBoxOverlapsMore_KeepsThePairOfTheFrameBefore()
    {
        var tally = new TrackingTally();
        var beside = Left with { X = Left.X + 0.02f };
        tally.Add([(1, Left)], [new(1, Left)]);
        tally.Add([(1, beside), (2, Left)], [new(1, Left)]);
        Assert.Equal(0.5, tally.Score()!.Mota); // one false box, no switch
    }

    [Fact]
    public void Tracking_OfTwoClips_DoesNotMixTheirPeople()
    {
        var (first, second) = (new TrackingTally(), new TrackingTally());
        first.Add([(1, Left)], [new(1, Left)]);
        second.Add([(7, Left)], [new(1, Left)]);
        first.Add(second);
        Assert.Equal(new TrackingScore(1, 1), first.Score());
    }

    [Fact]
    public void Assignment_OfManyRandomTables_IsAsGoodAsTryingEveryPairing()
    {
        var random = new Random(5);
        for (var round = 0; round < 300; round++)
        {
            var gain = new double[random.Next(1, 6), random.Next(1, 6)];
            for (var i = 0; i < gain.GetLength(0); i++)
            {
                for (var j = 0; j < gain.GetLength(1); j++)
                    gain[i, j] = random.Next(3) == 0 ? 0 : random.Next(1, 20);
            }
            var best = Assignment.Best(gain);
            Assert.Equal(best.Count(column => column >= 0), best.Where(column => column >= 0).Distinct().Count());
            Assert.Equal(Tried(gain, 0, 0), best.Select((column, row) => column < 0 ? 0 : gain[row, column]).Sum(), 6);
        }
    }

    private static double Tried(double[,] gain, int row, int used)
    {
        if (row == gain.GetLength(0))
            return 0;
        var best = Tried(gain, row + 1, used);
        for (var j = 0; j < gain.GetLength(1); j++)
        {
            if ((used & (1 << j)) == 0)
                best = Math.Max(best, gain[row, j] + Tried(gain, row + 1, used | (1 << j)));
        }
        return best;
    }
}
