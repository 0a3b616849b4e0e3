using Microsoft.AspNetCore.DataProtection;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Devices;
using CameraSource = SafetyHub.Devices.CameraSource;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>Turns what a camera's grain keeps into what its bridge does.</summary>
internal static class CameraAssignments
{
    /// <exception cref="FormatException">An address cannot be a camera's.</exception>
    public static CameraAssignment From(DeviceId camera, CameraSource source, IDataProtector protector) =>
        new(camera.Value, Address(source.ProtectedUrl, protector), source.FramesPerSecond, source.AnalysisWidth, source.Watch)
        {
            SubStream = source.ProtectedSubUrl is { } sub ? Address(sub, protector) : null,
            Transport = source.Transport,
            Reading = source.Reading,
            Decoding = source.Decoding,
            Version = source.Version,
            KnownFaults = source.Faults,
        };

    private static CameraAddress Address(string secret, IDataProtector protector) => CameraAddress.Parse(protector.Unprotect(secret));
}
