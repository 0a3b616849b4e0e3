namespace SafetyHub.Bridges;

/// <summary>What a camera asks of whoever analyses it.</summary>
/// <param name="Load">What it costs; see <see cref="CameraLoad"/>.</param>
/// <param name="Version">Counts up with every change of its settings.</param>
/// <param name="Site">The site from which alone it is reached, or null when any bridge reaches it.</param>
/// <param name="Priority">Who is analysed first when not all can be, 0 to 9, higher first.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraDemand")]
public sealed record CameraDemand(
    [property: Id(0)] double Load, [property: Id(1)] int Version, [property: Id(2)] string? Site, [property: Id(3)] int Priority);

/// <summary>Where a camera may be analysed and how much it matters there.</summary>
/// <param name="Site">The site from which alone it is reached, in the form of a device id; null when any bridge reaches it.</param>
/// <param name="Priority">0 to 9, higher first; default <see cref="Standard"/>.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraSite")]
public sealed record CameraSite([property: Id(0)] string? Site, [property: Id(1)] int Priority)
{
    /// <summary>The priority of a camera for which none was set.</summary>
    public const int Standard = 5;

    /// <summary>Any bridge, standard priority.</summary>
    public static CameraSite Anywhere { get; } = new(null, Standard);
}

/// <summary>
/// The unit in which capacity is stated: what a 1080p camera at 25 pictures a second costs when 5 of them are analysed. Measured on the reference
/// machine, a core carries about 4 of these: 140 ms a second to decode and 17 ms for each analysed frame with people in it.
/// </summary>
public static class CameraLoad
{
    /// <summary>Cameras at 5 analysed frames a second that a processor core carries.</summary>
    public const double CamerasPerCore = 4;

    // 140 of 227 ms go into decoding, however few frames are analysed; the rest grows with them.
    private const double Decoding = 0.62;
    private const double PerFrame = (1 - Decoding) / 5;

    /// <summary>What a camera costs at so many analysed frames a second.</summary>
    public static double At(double framesPerSecond) => Math.Round(Decoding + (PerFrame * framesPerSecond), 3);
}
