using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Posture;

/// <summary>Reads how a person holds themselves. Costs about half a search; behaviours ask only when they suspect something.</summary>
internal interface IPostureReader
{
    /// <summary>
    /// The pose of the person in a part of a picture, in pixels of the picture; null where no posture model is at hand.
    /// <paramref name="turn"/> turns the part by a quarter first, for somebody who lies: such models know people who stand.
    /// </summary>
    Pose? Read(Mat picture, Rect part, RotateFlags? turn);
}

/// <summary>There is no posture model.</summary>
internal sealed class NoPosture : IPostureReader
{
    public static NoPosture Instance { get; } = new();

    public Pose? Read(Mat picture, Rect part, RotateFlags? turn) => null;
}
