namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>A worker's place at the shared detector. Goes over to a new model between two frames. One thread.</summary>
internal sealed class DetectorSeat(DetectorService detectors) : IDisposable
{
    private ChosenModel? _model;
    private IDetectionLane? _lane;

    /// <summary>The model in use and this worker's lane through it; null while there is none.</summary>
    public (ChosenModel Model, IDetectionLane Lane)? Take()
    {
        while (detectors.Current is { } current)
        {
            if (!ReferenceEquals(current, _model))
            {
                _lane?.Dispose();
                (_model, _lane) = (null, null);
                try
                {
                    (_lane, _model) = (current.Detector.CreateLane(), current);
                }
                catch (ObjectDisposedException)
                {
                    continue; // yet another model took over in this very moment
                }
            }
            return (_model!, _lane!);
        }
        return null;
    }

    public void Dispose() => _lane?.Dispose();
}
