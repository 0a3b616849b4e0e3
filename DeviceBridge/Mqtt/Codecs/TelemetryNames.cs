using System.Text;

namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>
/// One string per telemetry name of a process instead of one per message. Bounded at 4,096 names: what comes after is read as a fresh string each time,
/// which costs memory for a moment but never grows. Reads take no lock.
/// </summary>
internal sealed class TelemetryNames
{
    private const int Slots = 4_096;
    private readonly Entry?[] _slots = new Entry?[Slots];

    public string Get(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        ref var slot = ref _slots[hash.ToHashCode() & (Slots - 1)];
        var entry = Volatile.Read(ref slot);
        if (entry is not null && name.SequenceEqual(entry.Utf8)) return entry.Text;
        var text = Encoding.UTF8.GetString(name);
        if (entry is null) Volatile.Write(ref slot, new Entry(name.ToArray(), text));
        return text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
