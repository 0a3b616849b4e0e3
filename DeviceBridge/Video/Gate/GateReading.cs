namespace SafetyHub.DeviceBridge.Video.Gate;

/// <summary>What the gate saw in one frame.</summary>
internal enum GateReading
{
    /// <summary>Nothing moves.</summary>
    Still,

    /// <summary>Something large enough moves.</summary>
    Motion,

    /// <summary>Nearly everything changed at once (light switched, camera turned): the background is learnt anew.</summary>
    Recalibrating,

    /// <summary>The new background is learnt. Whoever stands there now is part of it, so people have to be looked for.</summary>
    Recalibrated,
}
