using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Upkeep;

/// <summary>
/// Measures a picture once a second. What is compared over time is the structure: the strength of edges against their neighbourhood, which
/// lightning, dusk and a switch to infra-red change far less than brightness.
/// </summary>
internal sealed class ViewMeter : IDisposable
{
    /// <summary>Columns of cells.</summary>
    public const int CellColumns = 16;

    /// <summary>Rows of cells.</summary>
    public const int CellRows = 9;
    private const int Width = 160;
    private const double BlankCell = 3; // standard deviation of grey levels below which a cell shows nothing; noise is averaged out before
    private const double Colourless = 4; // mean difference of the colour channels
    private const double EdgeFloor = 4; // edges weaker than this are noise and stay small after the comparison with their neighbourhood
    private static readonly Size Neighbourhood = new(25, 25);
    private readonly Mat _small = new();
    private readonly Mat _grey = new();
    private readonly Mat _float = new();
    private readonly Mat _across = new();
    private readonly Mat _down = new();
    private readonly Mat _edges = new();
    private readonly Mat _around = new();
    private readonly Mat _fine = new();
    private readonly Mat _cells = new();
    private readonly Mat _cellSquares = new();
    private readonly bool[] _textured = new bool[CellColumns * CellRows];

    /// <summary>The structure of the last picture: floating point, mean 0, length 1; all zero where there is none.</summary>
    public Mat Structure { get; } = new();

    /// <summary>Which cells of the last picture show something.</summary>
    public ReadOnlySpan<bool> Textured => _textured;

    public ViewMeasures Measure(Mat picture)
    {
        Cv2.Resize(picture, _small, new Size(Width, Math.Max(CellRows, picture.Height * Width / picture.Width)), interpolation: InterpolationFlags.Area);
        var mono = IsMono();
        Cv2.CvtColor(_small, _grey, ColorConversionCodes.BGR2GRAY);
        _grey.ConvertTo(_float, MatType.CV_32F);
        MeasureStructure();
        return new ViewMeasures(Cv2.Mean(_grey).Val0, MeasureSharpness(picture), MeasureTexture(), mono);
    }

    public void Dispose()
    {
        foreach (var mat in new[] { _small, _grey, _float, _across, _down, _edges, _around, _fine, _cells, _cellSquares, Structure })
            mat.Dispose();
    }

    private bool IsMono()
    {
        using var blue = _small.ExtractChannel(0);
        using var green = _small.ExtractChannel(1);
        using var red = _small.ExtractChannel(2);
        Cv2.Absdiff(blue, green, _across);
        Cv2.Absdiff(green, red, _down);
        return Cv2.Mean(_across).Val0 + Cv2.Mean(_down).Val0 < Colourless;
    }

    private void MeasureStructure()
    {
        Cv2.Sobel(_float, _across, MatType.CV_32F, 1, 0);
        Cv2.Sobel(_float, _down, MatType.CV_32F, 0, 1);
        Cv2.Magnitude(_across, _down, _edges);
        Cv2.Blur(_edges, _around, Neighbourhood);
        Cv2.Add(_around, Scalar.All(EdgeFloor), _around);
        Cv2.Divide(_edges, _around, Structure);
        Cv2.GaussianBlur(Structure, Structure, new Size(5, 5), 0);
        Cv2.Subtract(Structure, Cv2.Mean(Structure), Structure);
        var length = Cv2.Norm(Structure);
        Structure.ConvertTo(Structure, MatType.CV_32F, length > 0 ? 1 / length : 0);
    }

    private double MeasureSharpness(Mat picture)
    {
        using var grey = new Mat();
        Cv2.CvtColor(picture, grey, ColorConversionCodes.BGR2GRAY);
        Cv2.Laplacian(grey, _fine, MatType.CV_16S);
        Cv2.MeanStdDev(_fine, out _, out var fine);
        Cv2.MeanStdDev(grey, out _, out var contrast);
        return fine.Val0 * fine.Val0 / ((contrast.Val0 * contrast.Val0) + 1);
    }

    private double MeasureTexture()
    {
        var cells = new Size(CellColumns, CellRows);
        Cv2.Resize(_float, _cells, cells, interpolation: InterpolationFlags.Area);
        Cv2.Multiply(_float, _float, _around);
        Cv2.Resize(_around, _cellSquares, cells, interpolation: InterpolationFlags.Area);
        var count = 0;
        for (var row = 0; row < CellRows; row++)
        {
            for (var column = 0; column < CellColumns; column++)
            {
                var mean = _cells.At<float>(row, column);
                var textured = _cellSquares.At<float>(row, column) - (mean * mean) > BlankCell * BlankCell;
                _textured[(row * CellColumns) + column] = textured;
                count += textured ? 1 : 0;
            }
        }
        return (double)count / _textured.Length;
    }
}
