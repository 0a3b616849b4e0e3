namespace SafetyHub.Town.World.Playing;

/// <summary>What is to happen next in a home: in order of time, and at one time in the order in which it was put down.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _queue = new();
    private long _order;

    public TimeSpan Now { get; private set; }

    public TimeSpan? NextAt => _queue.TryPeek(out _, out var next) ? next.At : null;

    public void Put(TimeSpan at, Action action) => _queue.Enqueue(action, (at < Now ? Now : at, _order++));

    public void DoNext()
    {
        _queue.TryDequeue(out var action, out var due);
        MoveTo(due.At);
        action!();
    }

    public void MoveTo(TimeSpan at)
    {
        if (at < Now) throw new InvalidOperationException($"Time cannot go back from {Now} to {at}");
        Now = at;
    }
}
