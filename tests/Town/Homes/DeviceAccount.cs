namespace SafetyHub.Town.Homes;

/// <summary>What an installer leaves in a device.</summary>
/// <param name="Id">Device id.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Role">
/// <c>robot</c>, <c>speaker</c>, <c>camera</c>, or what a sensor senses: <c>motion</c>, <c>door</c>, <c>fire</c>, <c>gas</c>, <c>button</c>.
/// </param>
internal sealed record DeviceAccount(string Id, string Secret, string Role)
{
    /// <summary>The kind under which the hub registers a role.</summary>
    public static string KindOf(string role) => role is "robot" or "speaker" or "camera" ? role : "sensor";

    /// <summary>What the device says of its make.</summary>
    public string Model => Role switch
    {
        "robot" => "Doll-1",
        "speaker" => "Speaker-1",
        "camera" => "EdgeCam-1",
        var sense => $"Sensor-{sense}-1",
    };

    /// <summary>What the device can be told to do.</summary>
    public string[] Capabilities => Role is "robot" or "speaker" ? ["speak", "check-in"] : [];
}
