namespace SafetyHub.Town.World.Homes;

/// <summary>What a device of a home is for.</summary>
internal enum DeviceRole
{
    Robot,
    Speaker,
    Motion,
    SecondMotion,
    Door,
    Smoke,
    Button,
    FallSensor,
}
