namespace SafetyHub.Town.World.Rhythms;

/// <summary>What must be so at its time for a planned thing to happen: plans are made before anybody knows what comes between.</summary>
internal enum Need
{
    /// <summary>Nothing: the device does it alone.</summary>
    None = 0,
    /// <summary>The person is at home, and well.</summary>
    Home,
    /// <summary>The person is up, at home, and well.</summary>
    Awake,
    /// <summary>Nothing: a dose or meal falls due, and whether it is taken is seen then.</summary>
    Due,
    /// <summary>The emergency that it belongs to goes on.</summary>
    Emergency,
}
