using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Tests.Tracking;

public sealed class PersonTrackerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly PersonTracker _tracker = new(startScore: 0.5f, confirmHits: 3, lostAfter: TimeSpan.FromSeconds(2));
    private double _seconds;

    [Fact]
    public void Person_SeenThreeTimes_IsConfirmedAsOneTrack()
    {
        See(Person(0.10f));
        See(Person(0.12f));
        Assert.False(Assert.Single(_tracker.Tracks).Confirmed);

        See(Person(0.14f));

        Assert.True(Assert.Single(_tracker.Tracks).Confirmed);
    }

    [Fact]
    public void TwoPersons_PassingEachOther_KeepTheirTracks()
    {
        See(Person(0.20f, y: 0.2f), Person(0.60f, y: 0.4f));
        var (left, right) = (_tracker.Tracks[0].Id, _tracker.Tracks[1].Id);

        for (var step = 1; step <= 20; step++)
            See(Person(0.20f + step * 0.02f, y: 0.2f), Person(0.60f - step * 0.02f, y: 0.4f));

        Assert.Equal(2, _tracker.Tracks.Count);
        Assert.Equal(0.60f, _tracker.Tracks.Single(track => track.Id == left).Box.X, 0.001f);
        Assert.Equal(0.20f, _tracker.Tracks.Single(track => track.Id == right).Box.X, 0.001f);
    }

    [Fact]
    public void WalkingPerson_HiddenForASecond_IsFoundAgainWhereTheWalkLeads()
    {
        for (var step = 0; step < 10; step++)
            See(Person(0.1f + step * 0.02f));
        var id = _tracker.Tracks[0].Id;
        for (var hidden = 0; hidden < 5; hidden++)
            See();

        See(Person(0.1f + 15 * 0.02f));

        Assert.Equal(id, Assert.Single(_tracker.Tracks).Id);
    }

    [Fact]
    public void Person_MissedForLongerThanTheLimit_IsLost()
    {
        Confirm();
        See();
        Assert.Single(_tracker.Tracks);

        for (var i = 0; i < 10; i++)
            See();

        Assert.Empty(_tracker.Tracks);
    }

    [Fact]
    public void Person_NobodyLookedFor_IsNotLost()
    {
        Confirm();
        _seconds += 60; // the gate was shut

        See(Person(0.1f));

        Assert.Single(_tracker.Tracks);
    }

    [Fact]
    public void Person_MissedAfterTheClockWasSetBack_IsLost()
    {
        Confirm();
        _seconds -= 3600;

        See();
        See();

        Assert.Empty(_tracker.Tracks);
    }

    [Fact]
    public void Candidate_MissedTwice_IsForgottenAtOnce()
    {
        See(Person(0.1f));
        See();
        See();

        Assert.Empty(_tracker.Tracks);
    }

    [Fact]
    public void WeakSighting_KeepsATrackButStartsNone()
    {
        Confirm();

        for (var i = 0; i < 20; i++)
            See(Person(0.1f, score: 0.35f), Person(0.7f, score: 0.35f));

        var track = Assert.Single(_tracker.Tracks);
        Assert.Equal(0, track.Misses);
    }

    [Fact]
    public void FaintSightings_KeepNobodyAlive()
    {
        Confirm();

        for (var i = 0; i < 12; i++)
            See(Person(0.1f, score: 0.25f));

        Assert.Empty(_tracker.Tracks);
    }

    [Fact]
    public void PeopleCloseTogether_HalfBehindEachOther_AreAllFollowed()
    {
        for (var i = 0; i < 5; i++)
            See([.. Enumerable.Range(0, 6).Select(person => Person(0.1f + (person * 0.025f)))]); // overlaps by 0.41

        Assert.Equal(6, _tracker.Tracks.Count(track => track.Confirmed));
    }

    [Fact]
    public void WeakSightingBesideAPerson_DoesNotLeadTheTrackAway()
    {
        Confirm();

        for (var step = 0; step < 10; step++)
            See(Person(0.1f + 0.025f, score: 0.35f)); // overlaps by 0.41

        Assert.Equal(0.1f, _tracker.Tracks.Count == 0 ? 0.1f : _tracker.Tracks[0].Box.X, 0.001f);
    }

    [Fact]
    public void HalfOfAPersonAlreadySeen_StartsNoTrack()
    {
        Confirm();

        for (var i = 0; i < 5; i++)
            See(Person(0.1f), new Sighting(new Box(0.105f, 0.3f, 0.05f, 0.12f), 0.7f));

        Assert.Single(_tracker.Tracks);
    }

    [Fact]
    public void DoubtfulCandidate_TakesLongerToBecomeAPerson()
    {
        for (var i = 0; i < 17; i++)
            See(Person(0.1f, score: 0.55f)); // less than 0.1 above the threshold
        Assert.False(Assert.Single(_tracker.Tracks).Confirmed);
        Assert.True(_tracker.Uncertain);

        See(Person(0.1f, score: 0.55f));

        Assert.True(Assert.Single(_tracker.Tracks).Confirmed);
    }

    [Fact]
    public void PostThatLooksALittleLikeSomebody_IsNoPersonAndNotWorthEveryFrame()
    {
        for (var i = 0; i < 100; i++)
            See(Person(0.1f, score: 0.51f));

        Assert.False(Assert.Single(_tracker.Tracks).Confirmed);
        Assert.False(_tracker.Uncertain);
    }

    [Fact]
    public void WeakSightings_KeepACandidateForTheSureOnes()
    {
        foreach (var score in (float[])[0.7f, 0.4f, 0.4f, 0.7f, 0.7f, 0.75f, 0.75f])
            See(Person(0.1f, score: score));

        var track = Assert.Single(_tracker.Tracks);
        Assert.Equal((7, 0), (track.Hits, track.Misses));
    }

    [Fact]
    public void TwoTracksThatBecameOnePerson_LeaveTheOlder()
    {
        See(Person(0.10f), Person(0.20f));
        var older = _tracker.Tracks.MinBy(track => track.Id)!.Id;
        for (var step = 1; step <= 8; step++)
            See(Person(0.10f), Person(0.20f - (step * 0.0122f)));

        Assert.Equal(older, Assert.Single(_tracker.Tracks).Id);
    }

    [Fact]
    public void Foot_OfAPersonWhoseLegsAreHiddenForAMoment_StaysNearTheGround()
    {
        for (var i = 0; i < 10; i++)
            See(Person(0.1f));
        var whole = Person(0.1f).Box;

        See(new Sighting(whole with { Height = whole.Height * 0.6f }, 0.8f));

        var track = Assert.Single(_tracker.Tracks);
        Assert.Equal(whole.Foot.Y, track.Foot.Y, 0.06f);
        Assert.True(whole.Foot.Y - track.Foot.Y < (whole.Foot.Y - track.Box.Foot.Y) / 2);
    }

    [Fact]
    public void SameDetections_GiveTheSameTracks()
    {
        Assert.Equal(Walk(new Random(4)), Walk(new Random(4)));

        static List<(long, Box)> Walk(Random random)
        {
            var (tracker, seen) = (new PersonTracker(0.5f, 3, TimeSpan.FromSeconds(2)), new List<(long, Box)>());
            for (var step = 0; step < 200; step++)
            {
                List<Sighting> found = [.. Enumerable.Range(0, 12).Where(_ => random.Next(5) > 0)
                    .Select(i => Person(0.05f + (i * 0.07f) + (0.01f * random.NextSingle()), 0.3f + (0.01f * random.NextSingle()), 0.2f + (0.7f * random.NextSingle())))];
                tracker.Update(found, Start.AddSeconds(step * 0.2));
                seen.AddRange(tracker.Tracks.Select(track => (track.Id, track.Box)));
            }
            return seen;
        }
    }

    [Fact]
    public void Crowd_BeyondTheBound_IsFollowedUpToIt()
    {
        See([.. Enumerable.Range(0, 300).Select(i => new Sighting(new Box(i % 20 * 0.05f, i / 20 * 0.06f, 0.01f, 0.02f), 0.9f))]);

        Assert.Equal(128, _tracker.Tracks.Count);
    }

    private void Confirm()
    {
        for (var i = 0; i < 3; i++)
            See(Person(0.1f));
        Assert.True(_tracker.Tracks[0].Confirmed);
    }

    private static Sighting Person(float x, float y = 0.3f, float score = 0.8f) => new(new Box(x, y, 0.06f, 0.3f), score);

    private void See(params Sighting[] persons)
    {
        _seconds += 0.2;
        _tracker.Update([.. persons.OrderByDescending(person => person.Score)], Start.AddSeconds(_seconds));
    }
}
