using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>What a decoder has to know of a model.</summary>
/// <param name="Width">Width of the input in pixels.</param>
/// <param name="Height">Height of the input in pixels.</param>
/// <param name="Classes">Number of classes it tells apart.</param>
/// <param name="Person">Which of them is the person, from 0.</param>
internal readonly record struct ModelShape(int Width, int Height, int Classes = 80, int Person = 0)
{
    // The coarsest stride of the families.
    private const int Grid = 32;

    /// <summary>Cells of the grid with this stride.</summary>
    public int Cells(int stride) => Width / stride * (Height / stride);

    /// <summary>The same with the smallest height, a multiple of 32, that holds a frame of this size at full width; never more than this one's.</summary>
    public ModelShape Holding(Size frame)
    {
        var height = (int)Math.Round((double)Width * frame.Height / frame.Width);
        return this with { Height = Math.Clamp((height + Grid - 1) / Grid * Grid, Grid, Height) };
    }
}
