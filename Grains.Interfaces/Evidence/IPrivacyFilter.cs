namespace SafetyHub.Evidence;

/// <summary>Makes people unrecognisable where nobody knows where they are in the picture.</summary>
public interface IPrivacyFilter
{
    /// <summary>The whole picture in coarse blocks, as JPEG; null when it cannot be read as a picture.</summary>
    byte[]? Coarsen(ReadOnlySpan<byte> picture);
}
