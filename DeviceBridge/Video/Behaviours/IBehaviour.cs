namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>
/// Recognises one kind of behaviour of one camera. Called with every analysed frame in the order of time, never by two threads
/// at once. What it remembers is bounded. One that holds pictures is <see cref="IDisposable"/> too.
/// </summary>
internal interface IBehaviour
{
    /// <summary>Adds what was recognised in this frame, each happening once.</summary>
    void Observe(Scene scene, List<Finding> findings);
}
