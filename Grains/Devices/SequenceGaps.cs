namespace SafetyHub.Grains.Devices;

/// <summary>
/// Counts messages that were lost on the way by gaps in a device's counter. A late or backfilled message fills its gap again.
/// Up to 8 gaps are remembered; a ninth forgets the oldest, whose messages stay counted as missing.
/// </summary>
internal sealed class SequenceGaps
{
    private const int MaxGaps = 8;
    private const long LargestGap = 1_000_000;
    private const long FurthestBehind = 1_000;

    private long _highest = -1;
    private long _lastEvent = -1;
    private List<(long From, long To)>? _gaps;

    /// <summary>Messages missing at present.</summary>
    public long Missing { get; private set; }

    /// <summary>A new start of the device: it counts from the beginning.</summary>
    public void Restart()
    {
        (_highest, _lastEvent) = (-1, -1);
        _gaps = null;
        Missing = 0;
    }

    /// <summary>What was missing before this activation.</summary>
    public void Restore(long missing) => Missing = missing;

    /// <summary>Takes a message's number.</summary>
    public void Note(long seq)
    {
        if (seq < 0) return;
        // A device that does not tell its boots apart starts at 0 again.
        if (seq == 0 && _highest > MaxGaps && !Fill(0)) Restart();
        // Nobody loses a million messages in a row: the counter itself has jumped.
        if (_highest >= 0 && seq - _highest > LargestGap) Restart();
        if (_highest < 0 || seq == _highest + 1) _highest = seq;
        else if (seq > _highest) Open(seq);
        else Fill(seq);
    }

    /// <summary>
    /// Takes an event's number; true when the device sent an event before that it numbered later. One that is more than 1,000 behind counts anew: its device
    /// has started again without saying so. Telemetry is left out of it, as it waits on its way and events do not.
    /// </summary>
    public bool IsBehind(long seq)
    {
        var behind = seq > 0 && seq < _lastEvent && _lastEvent - seq <= FurthestBehind;
        if (!behind) _lastEvent = seq;
        return behind;
    }

    private void Open(long seq)
    {
        _gaps ??= [];
        if (_gaps.Count >= MaxGaps) _gaps.RemoveAt(0);
        _gaps.Add((_highest + 1, seq - 1));
        Missing += seq - _highest - 1;
        _highest = seq;
    }

    private bool Fill(long seq)
    {
        var index = _gaps?.FindIndex(gap => gap.From <= seq && seq <= gap.To) ?? -1;
        if (index < 0) return false;
        var (from, to) = _gaps![index];
        _gaps.RemoveAt(index);
        if (seq < to) _gaps.Insert(index, (seq + 1, to));
        if (from < seq && _gaps.Count < MaxGaps) _gaps.Insert(index, (from, seq - 1));
        Missing--;
        return true;
    }
}
