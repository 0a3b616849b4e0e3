using System.Globalization;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>A person where somebody marked one.</summary>
/// <param name="Person">The same number means the same person.</param>
/// <param name="Box">Where, in shares of the picture.</param>
internal readonly record struct MarkedPerson(int Person, Box Box);

/// <summary>
/// Marked people by frame, from a file in MOT Challenge format: <c>frame, id, left, top, width, height, mark[, class[, …]]</c>, frames
/// from 1, pixels of the clip. A row with mark 0, or with nine columns and a class other than 1 (pedestrian), is not counted, as MOT does.
/// </summary>
internal sealed class MotTruth
{
    private readonly Dictionary<int, List<MarkedPerson>> _frames = [];

    private MotTruth()
    {
    }

    /// <summary>The last frame with a mark. Frames behind it are unmarked, not empty.</summary>
    public int LastFrame { get; private set; }

    /// <summary>The people of a frame, counted from 1.</summary>
    public IReadOnlyList<MarkedPerson> Frame(int number) => _frames.TryGetValue(number, out var people) ? people : [];

    /// <exception cref="FormatException">A line is not what it should be; the message names it.</exception>
    public static MotTruth Read(string path, FrameSize size)
    {
        var truth = new MotTruth();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                truth.Add(line.Split(','), size, $"{Path.GetFileName(path)} line {number}");
        }
        return truth.LastFrame > 0 ? truth : throw new FormatException($"{path} marks nobody.");
    }

    private void Add(string[] cells, FrameSize size, string at)
    {
        var values = new double[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            if (!double.TryParse(cells[i], CultureInfo.InvariantCulture, out values[i]))
                throw new FormatException($"{at}: '{cells[i].Trim()}' is not a number.");
        }
        if (values.Length < 6 || values[0] is not (>= 1 and < int.MaxValue) || values[4] <= 0 || values[5] <= 0)
            throw new FormatException($"{at}: frame (from 1), id, left, top, width, height are expected.");
        var ignored = (values.Length > 6 && values[6] == 0) || (values.Length == 9 && values[7] != 1);
        var frame = (int)values[0];
        LastFrame = Math.Max(LastFrame, frame);
        if (ignored)
            return;
        if (!_frames.TryGetValue(frame, out var people))
            _frames[frame] = people = [];
        people.Add(new MarkedPerson((int)values[1], new Box(
            (float)(values[2] / size.Width), (float)(values[3] / size.Height), (float)(values[4] / size.Width), (float)(values[5] / size.Height))));
    }
}
