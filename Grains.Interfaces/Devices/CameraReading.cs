namespace SafetyHub.Devices;

/// <summary>How a camera's pictures are asked for.</summary>
public enum CameraReading
{
    /// <summary>A stream that goes on: RTSP, MJPEG over HTTP, a file.</summary>
    Stream = 0,

    /// <summary>One JPEG for each request over HTTP, asked for at the camera's frame rate.</summary>
    Snapshots = 1,
}

/// <summary>How RTSP carries its pictures; nothing to other sources.</summary>
public enum CameraTransport
{
    /// <summary>Inside the RTSP connection: nothing is lost, works through firewalls.</summary>
    Tcp = 0,

    /// <summary>Datagrams: less delay, and broken pictures where the network loses some.</summary>
    Udp = 1,
}

/// <summary>What decodes a camera's stream. When the wish cannot be met the processor does it, and the camera's health says why.</summary>
public enum CameraDecoding
{
    /// <summary>The processor.</summary>
    Software = 0,

    /// <summary>Whatever ffmpeg finds on the bridge's machine.</summary>
    Auto = 1,

    /// <summary>VA-API (Intel and AMD on Linux).</summary>
    Vaapi = 2,

    /// <summary>NVDEC (Nvidia).</summary>
    Cuda = 3,

    /// <summary>Quick Sync (Intel).</summary>
    Qsv = 4,

    /// <summary>VDPAU (Nvidia and AMD on Linux, needs a display).</summary>
    Vdpau = 5,
}
