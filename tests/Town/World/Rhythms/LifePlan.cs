namespace SafetyHub.Town.World.Rhythms;

/// <summary>What a person would do in a run in which nothing goes wrong, in slots of five minutes, and what the devices would report of it.</summary>
internal sealed class LifePlan(TimeSpan length)
{
    private static readonly TimeSpan SlotLength = TimeSpan.FromMinutes(5);

    private readonly Doing[] _slots = new Doing[(int)(length / SlotLength) + 1];

    public TimeSpan Length { get; } = length;

    public List<Happening> Happenings { get; } = [];

    public List<Passage> Passages { get; } = [];

    public List<Visit> Visits { get; } = [];

    public List<Stay> Stays { get; } = [];

    public Doing DoingAt(TimeSpan at) => _slots[Math.Clamp((int)(at / SlotLength), 0, _slots.Length - 1)];

    public bool IsHomeAt(TimeSpan at) => DoingAt(at) is Doing.Asleep or Doing.Awake or Doing.Nap;

    public Visit? VisitAt(TimeSpan at) => Visits.Find(visit => visit.From <= at && at < visit.To);

    /// <summary>Writes a stretch over what was there; <paramref name="over"/> limits it to slots with that.</summary>
    public void Paint(TimeSpan from, TimeSpan to, Doing doing, Doing? over = null)
    {
        var last = Math.Min((int)(to / SlotLength), _slots.Length);
        for (var slot = Math.Max(0, (int)(from / SlotLength)); slot < last; slot++)
        {
            if (over is null || _slots[slot] == over) _slots[slot] = doing;
        }
    }

    /// <summary>True when the person is awake at home over the whole stretch.</summary>
    public bool IsFree(TimeSpan from, TimeSpan to)
    {
        for (var at = from; at < to; at += SlotLength)
        {
            if (DoingAt(at) != Doing.Awake) return false;
        }
        return true;
    }
}
