namespace SafetyHub.Devices;

/// <summary>How a device stands. Sleeping, stopped and lost are three things; unknown is shown to people and never means well.</summary>
public enum DeviceState
{
    /// <summary>Never heard of since it was registered.</summary>
    Unknown = 0,
    /// <summary>It speaks.</summary>
    Online = 1,
    /// <summary>It said that it sleeps (saves power) and will wake by itself.</summary>
    Sleeping = 2,
    /// <summary>It was switched off on purpose and said so.</summary>
    Stopped = 3,
    /// <summary>Its connection broke: the Last Will said so.</summary>
    Lost = 4,
    /// <summary>Three heartbeats were missed: the home is unobserved.</summary>
    Silent = 5,
}
