namespace SafetyHub.Adapters;

/// <summary>The event types that a foreign camera may raise: those of the device contract that a camera sends. A test holds them against the contract.</summary>
public static class AdapterTypes
{
    /// <summary>There is no picture at all: the camera's place is unobserved until the foreign system says that it is back.</summary>
    public const string Gone = "camera.gone";

    /// <summary>The camera's picture is no use: these end when the foreign system says so.</summary>
    public static IReadOnlyList<string> Faults { get; } = ["camera.blind", "camera.moved", "camera.frozen", Gone];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "fall", "fire", "smoke", "gas", "intrusion", "loitering", "crowd", "abandoned", "fight", "line-crossing", "wandering", "person", "vehicle", .. Faults,
        "device.tamper", "device.power-lost", "device.test",
    ];
}
