namespace SafetyHub.Devices;

/// <summary>What is wrong with a camera's view, as its event names it: <c>camera.{Code}</c>.</summary>
/// <param name="Code">One of the constants of this type.</param>
/// <param name="Since">When it began, UTC. Names the fault: its event id is made of it.</param>
/// <param name="Reason">Why: <c>covered</c>, <c>dark</c>, <c>out-of-focus</c>, <c>view-changed</c>, <c>same-picture</c>, <c>no-picture</c>.</param>
/// <param name="Value">The figure that led to it; its meaning belongs to the reason.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraFault")]
public sealed record CameraFault(
    [property: Id(0)] string Code, [property: Id(1)] DateTimeOffset Since, [property: Id(2)] string Reason, [property: Id(3)] double Value)
{
    /// <summary>The picture shows nothing: covered, dark or out of focus.</summary>
    public const string Blind = "blind";

    /// <summary>The camera looks elsewhere than it did, so its zones lie wrong.</summary>
    public const string Moved = "moved";

    /// <summary>The same picture comes again and again.</summary>
    public const string Frozen = "frozen";

    /// <summary>No picture comes.</summary>
    public const string Gone = "gone";
}
