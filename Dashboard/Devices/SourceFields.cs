using SafetyHub.Dashboard.Api;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>The fields of a camera's source on the screen. Addresses are never shown with their credentials, so an empty one means: as it is.</summary>
public sealed class SourceFields
{
    public string? Url { get; set; }
    public string? SubUrl { get; set; }
    public bool DropSubUrl { get; set; }
    public CameraReading Reading { get; set; }
    public CameraTransport Transport { get; set; }
    public CameraDecoding Decoding { get; set; }
    public int Width { get; set; } = 640;
    public double Fps { get; set; } = 5;

    public static SourceFields Of(CameraSource? source) => source is null ? new SourceFields() : new SourceFields
    {
        Reading = source.Reading, Transport = source.Transport, Decoding = source.Decoding, Width = source.AnalysisWidth, Fps = source.FramesPerSecond,
    };

    /// <exception cref="InvalidInputException">An address is none.</exception>
    internal SourceWish ToWish() => new()
    {
        Url = string.IsNullOrWhiteSpace(Url) ? null : CameraUrl.Parse(Url.Trim()),
        SubUrl = string.IsNullOrWhiteSpace(SubUrl) ? null : CameraUrl.Parse(SubUrl.Trim(), "subUrl"),
        DropSubUrl = DropSubUrl,
        FramesPerSecond = Fps,
        AnalysisWidth = Width,
        Reading = Reading,
        Transport = Transport,
        Decoding = Decoding,
    };
}
