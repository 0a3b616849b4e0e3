namespace SafetyHub.Silo.Storage;

/// <summary>Who wants to write.</summary>
internal enum WriteLane
{
    /// <summary>The incident log.</summary>
    Safety = 0,
    /// <summary>Everything else.</summary>
    General = 1,
}

/// <summary>
/// One writer at a time, waiting without a thread: SQLite has a single write lock, and its driver otherwise sleeps on the calling thread while
/// another connection holds it. The incident log goes first; after eight turns of it in a row one other writer gets a turn, so that none starves.
/// </summary>
internal sealed class SqliteWriteGate
{
    private const int SafetyTurnsInARow = 8;
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _safety = new();
    private readonly LinkedList<TaskCompletionSource> _general = new();
    private bool _taken;
    private int _safetyTurns;

    /// <summary>Waits for the turn; the caller must <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync(WriteLane lane, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return ValueTask.CompletedTask;
            }
            cancel.ThrowIfCancellationRequested();
            return WaitAsync(QueueOf(lane).AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)), cancel);
        }
    }

    /// <summary>Hands the turn on.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            var next = Next_NeedsLock();
            if (next is null) _taken = false;
            else next.SetResult();
        }
    }

    private async ValueTask WaitAsync(LinkedListNode<TaskCompletionSource> place, CancellationToken cancel)
    {
        await using var registration = cancel.UnsafeRegister(_ => GiveUp(place, cancel), null);
        await place.Value.Task.ConfigureAwait(false);
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (place.List is null) return; // its turn has come: the caller takes it and sees the cancellation at its own work
            place.List.Remove(place);
        }
        place.Value.TrySetCanceled(cancel);
    }

    private TaskCompletionSource? Next_NeedsLock()
    {
        var fair = _safetyTurns >= SafetyTurnsInARow && _general.Count > 0;
        var queue = _safety.Count > 0 && !fair ? _safety : _general;
        _safetyTurns = queue == _safety ? _safetyTurns + 1 : 0;
        if (queue.First is not { } first) return null;
        queue.RemoveFirst();
        return first.Value;
    }

    private LinkedList<TaskCompletionSource> QueueOf(WriteLane lane) => lane == WriteLane.Safety ? _safety : _general;
}
