namespace SafetyHub.Grains.Bridges;

/// <summary>What the scheduler must not forget. Written when a bridge comes or goes and once for many numbers; who runs what is learnt from the bridges.</summary>
internal sealed class CameraSchedulerState
{
    /// <summary>No number at or above this was ever handed out.</summary>
    public long EpochBound { get; set; } = 1;

    /// <summary>Bridges that may hold cameras: in here before they are given any.</summary>
    public List<string> Bridges { get; set; } = [];
}
