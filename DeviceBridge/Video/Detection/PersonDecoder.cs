namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>Reads persons out of the output tensors of one model family. Holds no state between frames.</summary>
internal abstract class PersonDecoder(ModelShape shape)
{
    /// <summary>Stands in <see cref="OutputLengths"/> for an output of any number of rows.</summary>
    public const int AnyRows = -1;

    public ModelShape Shape { get; } = shape;

    public abstract FitRule Fit { get; }

    /// <summary>Lengths of the output tensors for this input size, in the order <see cref="Decode"/> wants them.</summary>
    public abstract IReadOnlyList<int> OutputLengths { get; }

    /// <summary>Overlap from which two boxes are one person.</summary>
    public virtual float SamePersonOverlap => 0.5f;

    public abstract void Decode(IReadOnlyList<float[]> outputs, in Placement placement, float floor, List<Sighting> found);

    public static PersonDecoder For(ModelFamily family, ModelShape shape) => family switch
    {
        ModelFamily.NanoDetG => new NanoDetGDecoder(shape),
        ModelFamily.Yolox => new YoloxDecoder(shape),
        ModelFamily.FastestDet => new FastestDetDecoder(shape),
        ModelFamily.YoloV8 => new YoloV8Decoder(shape),
        ModelFamily.NmsIncluded => new NmsIncludedDecoder(shape),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "This family is not read in one pass."),
    };

    /// <summary>True when no other class of the cell is surer than the person; classes lie one map after the other from <paramref name="first"/> on.</summary>
    protected bool IsPerson(float[] map, int first, int cell, int cells)
    {
        var score = map[((first + Shape.Person) * cells) + cell];
        for (var other = 0; other < Shape.Classes; other++)
        {
            if (map[((first + other) * cells) + cell] > score)
                return false;
        }
        return true;
    }
}
