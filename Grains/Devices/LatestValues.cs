using System.Collections.Concurrent;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>
/// The newest value of each telemetry name, at most 64 names; further names are in the history only. A reading older than the last
/// of its name never overwrites it. Names are shared between all devices of the process, so that a device pays for its values only.
/// </summary>
internal sealed class LatestValues
{
    public const int MaxNames = 64;
    private const int MaxSharedNames = 4096;
    private static readonly ConcurrentDictionary<string, string> SharedNames = new(StringComparer.Ordinal);

    private Entry[] _entries = [];
    private int _count;

    /// <summary>Takes a value; false when the name is one too many.</summary>
    public bool Take(in TelemetryValue value, DateTimeOffset at)
    {
        var index = IndexOf(value.Name);
        if (index < 0)
        {
            if (_count >= MaxNames) return false;
            index = Add(value.Name);
        }
        ref var entry = ref _entries[index];
        if (at.UtcTicks >= entry.AtTicks) entry.Set(value, at);
        return true;
    }

    /// <summary>The newest value of a name, or null.</summary>
    public LatestValue? Find(string name)
    {
        var index = IndexOf(name);
        return index < 0 ? null : _entries[index].ToLatest();
    }

    public LatestValue[] ToArray()
    {
        var values = new LatestValue[_count];
        for (var i = 0; i < values.Length; i++) values[i] = _entries[i].ToLatest();
        return values;
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Name == name) return i;
        }
        return -1;
    }

    private int Add(string name)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, Math.Min(MaxNames, Math.Max(4, _count * 2)));
        _entries[_count] = new Entry { Name = Share(name), AtTicks = long.MinValue };
        return _count++;
    }

    private static string Share(string name) =>
        SharedNames.TryGetValue(name, out var shared) ? shared
        : SharedNames.Count < MaxSharedNames ? SharedNames.GetOrAdd(name, name)
        : name;

    private struct Entry
    {
        private const byte IsNumber = 0;
        private const byte IsFlag = 1;
        private const byte IsText = 2;

        public string Name;
        public long AtTicks;
        private string? _text;
        private double _number;
        private byte _form;

        public void Set(in TelemetryValue value, DateTimeOffset at)
        {
            AtTicks = at.UtcTicks;
            _text = value.Text;
            _number = value.Number ?? (value.Flag == true ? 1 : 0);
            _form = value.Text is not null ? IsText : value.Flag is not null ? IsFlag : IsNumber;
        }

        public readonly LatestValue ToLatest() => new(
            new TelemetryValue(
                Name,
                _form == IsNumber ? _number : null,
                _form == IsFlag ? _number != 0 : null,
                _form == IsText ? _text : null),
            new DateTimeOffset(AtTicks, TimeSpan.Zero));
    }
}
