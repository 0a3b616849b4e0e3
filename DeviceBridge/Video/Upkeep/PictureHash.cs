using System.Numerics;
using System.Runtime.InteropServices;

namespace SafetyHub.DeviceBridge.Video.Upkeep;

/// <summary>A checksum that tells whether two pictures are the same to the last bit: a sensor's noise, a clock in the picture, anything changes it.</summary>
internal static class PictureHash
{
    public static ulong Of(ReadOnlySpan<byte> pixels)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(pixels);
        uint even = 0, odd = ~0u;
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            even = BitOperations.Crc32C(even, words[i]);
            odd = BitOperations.Crc32C(odd, words[i + 1]);
        }
        return ((ulong)even << 32) | odd;
    }
}
