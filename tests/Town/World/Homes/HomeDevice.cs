namespace SafetyHub.Town.World.Homes;

/// <summary>A device of a home.</summary>
/// <param name="Id">Its id by the device contract.</param>
/// <param name="Kind">robot, speaker or sensor, as it is registered.</param>
/// <param name="Role">What it is for.</param>
/// <param name="ReportEvery">Time between two reports.</param>
/// <param name="Phase">When in that time it reports.</param>
/// <param name="OnBattery">True when its battery can run low.</param>
internal sealed record HomeDevice(string Id, string Kind, DeviceRole Role, TimeSpan ReportEvery, TimeSpan Phase, bool OnBattery)
{
    /// <summary>True when it can ask and hear an answer.</summary>
    public bool CanAsk => Role is DeviceRole.Robot or DeviceRole.Speaker;
}
