namespace SafetyHub.DeviceBridge.Video.Tracking;

/// <summary>
/// A Kalman filter for one coordinate of a person: where it is and how fast it moves, with the uncertainty of both. Units are the caller's
/// (shares of the picture) and seconds, so frames may come at any distance in time.
/// </summary>
internal struct AxisFilter
{
    private float _positionVariance;
    private float _shared;
    private float _speedVariance;

    public AxisFilter(float position, float deviation, float speedDeviation)
    {
        Position = position;
        _positionVariance = deviation * deviation;
        _speedVariance = speedDeviation * speedDeviation;
    }

    public float Position { get; private set; }

    public float Speed { get; private set; }

    /// <summary>Lets time pass. Nobody knows what the person does meanwhile: <paramref name="acceleration"/> is the spread of it.</summary>
    public void Advance(float seconds, float acceleration)
    {
        Position += Speed * seconds;
        var (variance, squared) = (acceleration * acceleration, seconds * seconds);
        _positionVariance += (2 * seconds * _shared) + (squared * _speedVariance) + (squared * squared / 4 * variance);
        _shared += (seconds * _speedVariance) + (squared * seconds / 2 * variance);
        _speedVariance += squared * variance;
    }

    /// <summary>Takes in what was measured with the given spread.</summary>
    public void Correct(float measured, float deviation)
    {
        var total = _positionVariance + (deviation * deviation);
        var (gain, speedGain) = (_positionVariance / total, _shared / total);
        var error = measured - Position;
        Position += gain * error;
        Speed += speedGain * error;
        _speedVariance -= speedGain * _shared;
        _shared *= 1 - gain;
        _positionVariance *= 1 - gain;
    }

    /// <summary>Makes the position less certain, for what changes without a speed.</summary>
    public void Loosen(float deviation) => _positionVariance += deviation * deviation;
}
