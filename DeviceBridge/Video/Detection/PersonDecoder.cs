namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>Reads persons out of the output tensors of one model family. Holds no state between frames.</summary>
internal abstract class PersonDecoder
{
    /// <summary>Number of COCO classes; class 0 is the person.</summary>
    protected const int Classes = 80;

    public abstract FitRule Fit { get; }

    /// <summary>Lengths of the output tensors for this input size, in the order <see cref="Decode"/> wants them.</summary>
    public abstract IReadOnlyList<int> OutputLengths { get; }

    /// <summary>Overlap from which two boxes are one person.</summary>
    public virtual float SamePersonOverlap => 0.5f;

    public abstract void Decode(IReadOnlyList<float[]> outputs, in Placement placement, float floor, List<Sighting> found);

    public static PersonDecoder For(ModelFamily family, int inputSize) => family switch
    {
        ModelFamily.NanoDetG => new NanoDetGDecoder(inputSize),
        ModelFamily.Yolox => new YoloxDecoder(inputSize),
        ModelFamily.FastestDet => new FastestDetDecoder(inputSize),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "This family is not read in one pass."),
    };
}
