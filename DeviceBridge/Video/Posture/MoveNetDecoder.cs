namespace SafetyHub.DeviceBridge.Video.Posture;

/// <summary>
/// Reads one person out of MoveNet's four heads, each a grid of 48 x 48 cells. The person is the surest centre near the picture's middle; from
/// there the regression points roughly to each body point, and the heat map's best cell near that place, moved by its offset, is the point.
/// </summary>
internal static class MoveNetDecoder
{
    public const int InputSize = 192;
    public const int Cells = 48;
    private const float Nearness = 1.8f; // cells; a constant of the source graph

    /// <summary>The points in shares of the input, score last.</summary>
    public static BodyPoint[] Decode(ReadOnlySpan<float> centre, ReadOnlySpan<float> reach, ReadOnlySpan<float> heat, ReadOnlySpan<float> offset)
    {
        var person = Best(centre, 1, 0, Cells / 2f, Cells / 2f);
        var body = new BodyPoint[Pose.Points];
        for (var point = 0; point < Pose.Points; point++)
        {
            var y = person / Cells + reach[(person * Pose.Points + point) * 2];
            var x = person % Cells + reach[(person * Pose.Points + point) * 2 + 1];
            var cell = Best(heat, Pose.Points, point, x, y);
            var at = (cell * Pose.Points + point) * 2;
            body[point] = new BodyPoint((cell % Cells + offset[at + 1]) / Cells, (cell / Cells + offset[at]) / Cells, heat[cell * Pose.Points + point]);
        }
        return body;
    }

    // The cell with the highest value over its distance from a place.
    private static int Best(ReadOnlySpan<float> map, int channels, int channel, float x, float y)
    {
        var (best, most) = (0, float.MinValue);
        for (var cell = 0; cell < Cells * Cells; cell++)
        {
            var (dx, dy) = (cell % Cells - x, cell / Cells - y);
            var value = map[cell * channels + channel] / (MathF.Sqrt(dx * dx + dy * dy) + Nearness);
            if (value > most)
                (best, most) = (cell, value);
        }
        return best;
    }
}
