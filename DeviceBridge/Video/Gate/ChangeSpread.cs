using System.Runtime.InteropServices;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Gate;

/// <summary>How change is spread over the picture, on a grid of 8 by 6 cells: people are somewhere, light and shake are everywhere.</summary>
internal sealed class ChangeSpread : IDisposable
{
    private const int Columns = 8;
    private const int Rows = 6;
    private const byte Changed = (byte)(0.3 * 255); // a third of the cell
    private const byte Touched = 2; // of 255: a few pixels of an edge
    private const double EverywhereShare = 0.75;
    private const double WideShare = 0.35;
    private readonly byte[] _cells = new byte[Columns * Rows];
    private readonly Mat _grid = new();

    /// <summary>Most cells changed: the light, not somebody.</summary>
    public bool IsEverywhere { get; private set; }

    /// <summary>Something changed in many places: many people, or every edge because the camera moved.</summary>
    public bool IsWide { get; private set; }

    public void Measure(Mat mask)
    {
        Cv2.Resize(mask, _grid, new Size(Columns, Rows), 0, 0, InterpolationFlags.Area);
        Marshal.Copy(_grid.Data, _cells, 0, _cells.Length);
        var (changed, touched) = (0, 0);
        foreach (var cell in _cells)
        {
            changed += cell >= Changed ? 1 : 0;
            touched += cell >= Touched ? 1 : 0;
        }
        IsEverywhere = changed >= EverywhereShare * _cells.Length;
        IsWide = touched >= WideShare * _cells.Length;
    }

    public void Dispose() => _grid.Dispose();
}
