using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Gate;

/// <summary>How change is spread over the picture, on a grid of 8 by 6 cells: people are somewhere, light and shake are everywhere.</summary>
internal sealed class ChangeSpread
{
    private const int Columns = 8;
    private const int Rows = 6;
    private const double Changed = 0.3; // of the cell
    private const double Touched = 0.006; // a few pixels of an edge
    private const double EverywhereShare = 0.75;
    private const double WideShare = 0.35;
    private readonly int[] _cells = new int[Columns * Rows];

    /// <summary>Most cells changed: the light, not somebody.</summary>
    public bool IsEverywhere { get; private set; }

    /// <summary>Something changed in many places: many people, or every edge because the camera moved.</summary>
    public bool IsWide { get; private set; }

    /// <summary>Takes in a mask of 0 and 255.</summary>
    public void Measure(Mat mask)
    {
        Count(mask);
        var pixels = (double)mask.Rows * mask.Cols / _cells.Length;
        var (changed, touched) = (0, 0);
        foreach (var count in _cells)
        {
            changed += count >= Changed * pixels ? 1 : 0;
            touched += count >= Touched * pixels ? 1 : 0;
        }
        IsEverywhere = changed >= EverywhereShare * _cells.Length;
        IsWide = touched >= WideShare * _cells.Length;
    }

    private void Count(Mat mask)
    {
        Array.Clear(_cells);
        var (height, width) = (mask.Rows, mask.Cols);
        ReadOnlySpan<byte> pixels = mask.AsSpan<byte>();
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * width, width);
            var cells = _cells.AsSpan(y * Rows / height * Columns, Columns);
            for (var column = 0; column < Columns; column++)
                cells[column] += row[(column * width / Columns)..((column + 1) * width / Columns)].Count(byte.MaxValue);
        }
    }
}
