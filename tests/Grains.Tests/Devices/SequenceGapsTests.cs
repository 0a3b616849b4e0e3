using CsCheck;
using SafetyHub.Grains.Devices;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class SequenceGapsTests
{
    [Fact]
    public void Gap_IsCounted_UntilItsMessagesCome()
    {
        var gaps = Note(10, 11, 15);
        Assert.Equal(3, gaps.Missing);
        gaps.Note(13);
        Assert.Equal(2, gaps.Missing);
        gaps.Note(13);
        Assert.Equal(2, gaps.Missing);
        gaps.Note(12);
        gaps.Note(14);
        Assert.Equal(0, gaps.Missing);
    }

    [Fact]
    public void Gap_OfAnOutage_IsFilledByTheBackfillAfterIt()
    {
        var gaps = Note(100, 600);
        Assert.Equal(499, gaps.Missing);
        for (var seq = 101; seq < 600; seq++) gaps.Note(seq);
        Assert.Equal(0, gaps.Missing);
    }

    [Fact]
    public void Messages_InAnyOrderWithinAFewPlaces_LeaveNothingMissing() =>
        Gen.Int[0, 3].Array[5, 60].Sample(delays =>
        {
            var order = delays.Select((delay, seq) => (At: seq + delay, Seq: (long)seq)).OrderBy(message => message.At).Select(message => message.Seq).ToArray();
            // What came before the first message heard is unknown, not lost.
            var gaps = Note([0, .. order.Where(seq => seq != 0)]);
            return gaps.Missing == 0;
        });

    [Fact]
    public void Counter_ThatStartsAgain_LosesNothing()
    {
        var gaps = Note(500, 501, 0, 1, 2);
        Assert.Equal(0, gaps.Missing);
        gaps.Note(5);
        Assert.Equal(2, gaps.Missing);
    }

    [Fact]
    public void Counter_ThatJumpsAbsurdly_CountsNothing() => Assert.Equal(0, Note(1, long.MaxValue, 2).Missing);

    [Fact]
    public void Gaps_BeyondTheBound_StayCounted()
    {
        var gaps = new SequenceGaps();
        for (var seq = 0L; seq <= 40; seq += 2) gaps.Note(seq);
        Assert.Equal(20, gaps.Missing);
        gaps.Note(1);
        Assert.Equal(20, gaps.Missing);
        gaps.Note(39);
        Assert.Equal(19, gaps.Missing);
    }

    [Fact]
    public void Event_BehindALaterOne_IsToldUntilTheDeviceCountsAnew()
    {
        var gaps = new SequenceGaps();
        Assert.Equal([false, false, true, false, true, false], new long[] { 10, 12, 11, 12, 1, 0 }.Select(gaps.IsBehind));
        Assert.False(gaps.IsBehind(5_000));
        // More than a thousand behind is a device that has started again.
        Assert.False(gaps.IsBehind(3));
        Assert.False(gaps.IsBehind(4));
        gaps.Restart();
        Assert.False(gaps.IsBehind(1));
    }

    private static SequenceGaps Note(params long[] sequence)
    {
        var gaps = new SequenceGaps();
        foreach (var seq in sequence) gaps.Note(seq);
        return gaps;
    }
}
