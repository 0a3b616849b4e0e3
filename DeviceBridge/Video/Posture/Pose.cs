namespace SafetyHub.DeviceBridge.Video.Posture;

/// <summary>A point of the body.</summary>
/// <param name="X">Across, in pixels of the picture.</param>
/// <param name="Y">Down, in pixels of the picture.</param>
/// <param name="Score">How sure the model is, 0 to 1.</param>
internal readonly record struct BodyPoint(float X, float Y, float Score);

/// <summary>How somebody holds their torso.</summary>
internal enum Stance
{
    /// <summary>The model does not know, or it is between the two.</summary>
    Unclear,

    /// <summary>Stands or sits.</summary>
    Upright,

    /// <summary>Lies, or hangs head down.</summary>
    Lying,
}

/// <summary>The 17 points of COCO that a posture model found of one person: nose, eyes, ears, then left and right shoulder, elbow, wrist, hip, knee, ankle.</summary>
internal sealed record Pose(IReadOnlyList<BodyPoint> Body)
{
    public const int Points = 17;
    private const int LeftShoulder = 5;
    private const int LeftHip = 11;
    private const float SureTorso = 0.3f;
    private const double MostUpright = 35; // degrees
    private const double LeastLying = 55;

    /// <summary>How sure shoulders and hips are, the worse side of each left out: somebody who lies on a side hides the other.</summary>
    public float TorsoScore => (Better(LeftShoulder).Score + Better(LeftHip).Score) / 2;

    /// <summary>Angle between the torso and the vertical in degrees: 0 upright, 90 level, above that head down.</summary>
    public double TorsoAngle
    {
        get
        {
            var (shoulder, hip) = (Between(LeftShoulder), Between(LeftHip));
            return Math.Atan2(Math.Abs(shoulder.X - hip.X), hip.Y - shoulder.Y) * 180 / Math.PI;
        }
    }

    /// <summary>From hip to shoulder, in pixels: short for somebody who lies along the line of sight.</summary>
    public float TorsoLength
    {
        get
        {
            var (shoulder, hip) = (Between(LeftShoulder), Between(LeftHip));
            return MathF.Sqrt((shoulder.X - hip.X) * (shoulder.X - hip.X) + (shoulder.Y - hip.Y) * (shoulder.Y - hip.Y));
        }
    }

    /// <summary>What the torso says; nothing while the model is unsure where it is.</summary>
    public Stance Stance => TorsoScore < SureTorso ? Stance.Unclear : TorsoAngle switch
    {
        < MostUpright => Stance.Upright,
        > LeastLying => Stance.Lying,
        _ => Stance.Unclear,
    };

    private BodyPoint Better(int left) => Body[left].Score >= Body[left + 1].Score ? Body[left] : Body[left + 1];

    // The middle of left and right, weighed by how sure they are.
    private BodyPoint Between(int left)
    {
        var (a, b) = (Body[left], Body[left + 1]);
        var sum = Math.Max(a.Score + b.Score, 1e-6f);
        return new BodyPoint((a.X * a.Score + b.X * b.Score) / sum, (a.Y * a.Score + b.Y * b.Score) / sum, sum / 2);
    }
}
