namespace SafetyHub.Adapters;

/// <summary>The event types that a foreign camera may raise: those of the device contract that a camera sends. A test holds them against the contract.</summary>
public static class AdapterTypes
{
    /// <summary>The camera's picture is no use: these end when the foreign system says so.</summary>
    public static IReadOnlyList<string> Faults { get; } = ["camera.blind", "camera.moved", "camera.frozen"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "fall", "fire", "smoke", "gas", "intrusion", "loitering", "crowd", "abandoned", "fight", "person", "vehicle", .. Faults,
        "device.tamper", "device.power-lost", "device.test",
    ];
}
