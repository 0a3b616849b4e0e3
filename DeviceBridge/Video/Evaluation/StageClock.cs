using System.Diagnostics.Metrics;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>Adds up the stage times that the pipeline reports to its own meter, of every clip together.</summary>
internal sealed class StageClock : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _milliseconds = [];

    public StageClock(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter) && instrument is Histogram<double>)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add((string)tags[0].Value!, TimeSpan.FromMilliseconds(value)));
        _listener.Start();
    }

    public void Add(string stage, TimeSpan time)
    {
        lock (_milliseconds) _milliseconds[stage] = _milliseconds.GetValueOrDefault(stage) + time.TotalMilliseconds;
    }

    /// <summary>Milliseconds of each stage.</summary>
    public IReadOnlyDictionary<string, double> Totals()
    {
        lock (_milliseconds) return new Dictionary<string, double>(_milliseconds);
    }

    public void Dispose() => _listener.Dispose();
}
