namespace SafetyHub.DeviceBridge.Video.Gate;

/// <summary>What the gate saw in one frame.</summary>
internal enum GateReading
{
    /// <summary>Nothing moves.</summary>
    Still,

    /// <summary>Something large enough moves.</summary>
    Motion,

    /// <summary>Nearly everything changed at once (lightning, a lamp, infrared) or the camera moved: nothing can be said of what moves.</summary>
    Recalibrating,

    /// <summary>The new background is learnt, or the camera rests again. Whoever stands there now is part of it, so people have to be looked for.</summary>
    Recalibrated,
}
