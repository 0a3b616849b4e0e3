using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Smoke;

/// <summary>The largest cloud of a frame.</summary>
/// <param name="Box">Where.</param>
/// <param name="Cells">Its squares.</param>
/// <param name="Blurred">Share of them whose contrast went.</param>
/// <param name="Sharp">Squares with new edges in it and next to it, as a share of its squares.</param>
/// <param name="Unrest">How much its light moves, in grey levels.</param>
internal readonly record struct Cloud(Box Box, int Cells, double Blurred, double Sharp, double Unrest);

/// <summary>The picture, 160 pixels wide, in squares of 8.</summary>
internal sealed class SmokeGrid : IDisposable
{
    private const int Width = 160;
    private const int Side = 8;
    private readonly Mat _small = new();
    private readonly Stack<int> _open = new();
    private SmokeCell[] _cells = [];
    private CellLook[] _looks = [];
    private int[] _cluster = [];
    private int _columns;

    public int Cells => _cells.Length;

    /// <summary>Share of the picture that differs from its usual look.</summary>
    public double ChangedShare { get; private set; }

    /// <summary>How much the light moves where nothing has changed: noise and lamps.</summary>
    public double UsualUnrest { get; private set; }

    /// <summary>Takes in a picture, so many seconds after the last one.</summary>
    public void Observe(Mat picture, double seconds, IReadOnlyList<Box> people)
    {
        Cv2.Resize(picture, _small, new Size(Width, Math.Max(Side, picture.Height * Width / picture.Width)), 0, 0, InterpolationFlags.Area);
        var (columns, rows) = (_small.Cols / Side, _small.Rows / Side);
        if (_cells.Length != columns * rows)
        {
            _columns = columns;
            (_cells, _looks, _cluster) = ([.. Enumerable.Range(0, columns * rows).Select(_ => new SmokeCell())], new CellLook[columns * rows], new int[columns * rows]);
            Measure();
            Begin();
            return;
        }
        Measure();
        var weights = LookWeights.After(seconds);
        for (var i = 0; i < _cells.Length; i++)
            _cells[i].See(_looks[i], weights, IsHidden(i, people));
        ChangedShare = _cells.Count(cell => cell.IsChanged) / (double)_cells.Length;
        UsualUnrest = _cells.Where(cell => !cell.IsChanged).Select(cell => (double)cell.Unrest).DefaultIfEmpty(0).Average();
    }

    /// <summary>Takes the present look as the usual one.</summary>
    public void Begin()
    {
        for (var i = 0; i < _cells.Length; i++)
            _cells[i].Begin(_looks[i]);
        (ChangedShare, UsualUnrest) = (0, 0);
    }

    /// <summary>The largest group of smoky squares that touch; null where there is none.</summary>
    public Cloud? LargestCloud()
    {
        Array.Clear(_cluster);
        var (best, bestSize, next) = (0, 0, 0);
        for (var i = 0; i < _cells.Length; i++)
        {
            if (!_cells[i].IsSmoky || _cluster[i] != 0)
                continue;
            var size = Fill(i, ++next);
            if (size > bestSize)
                (best, bestSize) = (next, size);
        }
        return best == 0 ? null : Describe(best, bestSize);
    }

    public void Dispose() => _small.Dispose();

    private void Measure()
    {
        var pixels = _small.AsSpan<Vec3b>();
        var columns = _small.Cols;
        for (var cell = 0; cell < _looks.Length; cell++)
        {
            var start = (cell / _columns * Side * columns) + (cell % _columns * Side);
            _looks[cell] = LookAt(pixels, start, columns);
        }
    }

    private static CellLook LookAt(Span<Vec3b> pixels, int start, int columns)
    {
        var (light, colour, detail) = (0, 0, 0);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var pixel = pixels[start + (y * columns) + x];
                light += Grey(pixel);
                colour += Math.Max(pixel.Item0, Math.Max(pixel.Item1, pixel.Item2)) - Math.Min(pixel.Item0, Math.Min(pixel.Item1, pixel.Item2));
                // Inside the square: an edge at its border belongs to both neighbours anyway.
                if (x > 0)
                    detail += Math.Abs(Grey(pixel) - Grey(pixels[start + (y * columns) + x - 1]));
                if (y > 0)
                    detail += Math.Abs(Grey(pixel) - Grey(pixels[start + ((y - 1) * columns) + x]));
            }
        }
        const float Count = Side * Side;
        const float Pairs = Side * (Side - 1);
        return new CellLook(light / Count, colour / Count, detail / Pairs);
    }

    private static int Grey(Vec3b pixel) => ((pixel.Item0 * 29) + (pixel.Item1 * 150) + (pixel.Item2 * 77)) >> 8;

    private bool IsHidden(int cell, IReadOnlyList<Box> people)
    {
        var (x, y) = (((cell % _columns) + 0.5f) * Side / _small.Cols, ((cell / _columns) + 0.5f) * Side / _small.Rows);
        for (var i = 0; i < people.Count; i++)
        {
            var box = people[i];
            // Half a square more on each side: the outline of a person is in the neighbours.
            var (dx, dy) = ((float)Side / _small.Cols, (float)Side / _small.Rows);
            if (x >= box.X - dx && x <= box.X + box.Width + dx && y >= box.Y - dy && y <= box.Y + box.Height + dy)
                return true;
        }
        return false;
    }

    private int Fill(int start, int number)
    {
        var size = 0;
        _open.Push(start);
        _cluster[start] = number;
        while (_open.TryPop(out var cell))
        {
            size++;
            foreach (var neighbour in Neighbours(cell))
            {
                if (_cluster[neighbour] != 0 || !_cells[neighbour].IsSmoky)
                    continue;
                _cluster[neighbour] = number;
                _open.Push(neighbour);
            }
        }
        return size;
    }

    private IEnumerable<int> Neighbours(int cell)
    {
        var (column, row) = (cell % _columns, cell / _columns);
        for (var y = Math.Max(0, row - 1); y <= Math.Min((_cells.Length / _columns) - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(_columns - 1, column + 1); x++)
            {
                if (x != column || y != row)
                    yield return (y * _columns) + x;
            }
        }
    }

    private Cloud Describe(int number, int size)
    {
        var members = Enumerable.Range(0, _cells.Length).Where(cell => _cluster[cell] == number).ToList();
        var sharp = members.SelectMany(Neighbours).Where(cell => _cells[cell].IsSharper).Distinct().Count();
        var (left, right) = (members.Min(cell => cell % _columns), members.Max(cell => cell % _columns) + 1);
        var (top, bottom) = (members.Min(cell => cell / _columns), members.Max(cell => cell / _columns) + 1);
        var box = new Box((float)left * Side / _small.Cols, (float)top * Side / _small.Rows, (float)(right - left) * Side / _small.Cols, (float)(bottom - top) * Side / _small.Rows);
        return new Cloud(box, size, members.Count(cell => _cells[cell].IsBlurred) / (double)size, sharp / (double)size, members.Average(cell => _cells[cell].Unrest));
    }
}
