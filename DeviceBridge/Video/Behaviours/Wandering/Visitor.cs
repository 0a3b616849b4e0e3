namespace SafetyHub.DeviceBridge.Video.Behaviours.Wandering;

/// <summary>Somebody who was in the zone, with the visits of the window. Lives in memory only, and for no longer than the window.</summary>
internal sealed class Visitor
{
    private readonly List<(DateTimeOffset Began, DateTimeOffset Ended, double? Likeness)> _visits = [];

    /// <summary>The person whom the present or last visit belongs to.</summary>
    public long Person { get; set; }

    public Clothing Clothing { get; } = new();

    /// <summary>True when others wear the same colours: then they tell nobody apart.</summary>
    public bool IsCommon { get; set; }

    public int Visits => _visits.Count;

    public DateTimeOffset LastSeen => _visits.Count == 0 ? DateTimeOffset.MinValue : _visits[^1].Ended;

    /// <summary>How sure it is that all visits are of one person: 1 when the track never broke, else the product of the likenesses.</summary>
    public double Sureness => _visits.Aggregate(1.0, (product, visit) => product * (visit.Likeness ?? 1));

    /// <summary>Visits that were joined by the colours of the clothes.</summary>
    public int ByClothing => _visits.Count(visit => visit.Likeness is not null);

    /// <summary>The person is in the zone: goes on with the visit or begins another. The likeness is null where the track tells who it is.</summary>
    public void See(DateTimeOffset at, TimeSpan apart, double? likeness)
    {
        if (_visits.Count > 0 && at - _visits[^1].Ended < apart)
            _visits[^1] = _visits[^1] with { Ended = at };
        else
            _visits.Add((at, at, _visits.Count == 0 ? null : likeness));
    }

    /// <summary>Forgets visits that ended before the window; true when none is left.</summary>
    public bool Forget(DateTimeOffset before)
    {
        _visits.RemoveAll(visit => visit.Ended < before);
        return _visits.Count == 0;
    }

    /// <summary>Begins to count anew, from the present visit on.</summary>
    public void Restart() => _visits.RemoveRange(0, _visits.Count - 1);
}
