using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// A lane for models that take any height: each frame is run at the smallest that holds it, so that no time goes into borders. Keeps a lane for
/// each height that has come, at most one for each multiple of 32 up to the full height.
/// </summary>
internal sealed class OpenHeightLane(ModelShape full, Func<ModelShape, SingleShotLane> create) : IDetectionLane
{
    private readonly Dictionary<int, SingleShotLane> _byHeight = [];
    private SingleShotLane? _last;

    public IEnumerable<float> LastValues => _last?.LastValues ?? [];

    public void Detect(Mat picture, float floor, List<Sighting> found)
    {
        _last = Lane(picture.Size());
        _last.Detect(picture, floor, found);
    }

    public Size SizeFor(Size picture) => Lane(picture).SizeFor(picture);

    public void Dispose()
    {
        foreach (var lane in _byHeight.Values)
            lane.Dispose();
    }

    private SingleShotLane Lane(Size picture)
    {
        var shape = full.Holding(picture);
        if (!_byHeight.TryGetValue(shape.Height, out var lane))
            _byHeight[shape.Height] = lane = create(shape);
        return lane;
    }
}
