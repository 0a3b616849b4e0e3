namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>What a decoder has to know of a model.</summary>
/// <param name="Width">Width of the input in pixels.</param>
/// <param name="Height">Height of the input in pixels.</param>
/// <param name="Classes">Number of classes it tells apart.</param>
/// <param name="Person">Which of them is the person, from 0.</param>
internal readonly record struct ModelShape(int Width, int Height, int Classes = 80, int Person = 0)
{
    /// <summary>Cells of the grid with this stride.</summary>
    public int Cells(int stride) => Width / stride * (Height / stride);
}
