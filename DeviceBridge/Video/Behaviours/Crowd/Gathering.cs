namespace SafetyHub.DeviceBridge.Video.Behaviours.Crowd;

/// <summary>Number and density of the people of one zone over the last seconds. At most <see cref="MostSamples"/> samples.</summary>
internal sealed class Gathering(TimeSpan over)
{
    private const int MostSamples = 1500; // ten minutes, more than two a second
    private readonly Queue<(DateTimeOffset At, int Count, double Density)> _samples = new();
    private double _counts;
    private double _densities;

    /// <summary>True from the report of the beginning to that of the end.</summary>
    public bool Crowded { get; set; }

    /// <summary>True once the samples reach back over the whole time.</summary>
    public bool IsFull { get; private set; }

    public double Count => _samples.Count == 0 ? 0 : _counts / _samples.Count;

    public double Density => _samples.Count == 0 ? 0 : _densities / _samples.Count;

    public void Add(DateTimeOffset at, int count, double density)
    {
        while (_samples.Count > 0 && (_samples.Count >= MostSamples || at - _samples.Peek().At > over))
        {
            var old = _samples.Dequeue();
            (_counts, _densities, IsFull) = (_counts - old.Count, _densities - old.Density, true);
        }
        _samples.Enqueue((at, count, density));
        (_counts, _densities) = (_counts + count, _densities + density);
    }

    /// <summary>Begins to measure anew; what was reported stays reported.</summary>
    public void Forget()
    {
        _samples.Clear();
        (_counts, _densities, IsFull) = (0, 0, false);
    }
}
