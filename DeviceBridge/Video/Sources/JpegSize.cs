using System.Buffers.Binary;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>Reads the size out of a JPEG's head without decoding it.</summary>
internal static class JpegSize
{
    private const int SmallestSide = 16;

    /// <summary>The size, or null when it is no JPEG or not of a size that a camera has.</summary>
    public static FrameSize? Read(ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.Length < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8)
            return null;
        var at = 2;
        while (at + 9 < jpeg.Length && jpeg[at] == 0xFF)
        {
            var marker = jpeg[at + 1];
            if (IsFrame(marker))
                return Checked(BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]));
            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
        }
        return null;
    }

    // C4, C8 and CC lie in the range of the frame markers but are tables.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static FrameSize? Checked(int width, int height) =>
        width is >= SmallestSide and <= SourceProbe.LargestSide && height is >= SmallestSide and <= SourceProbe.LargestSide ? new FrameSize(width, height) : null;
}
