namespace SafetyHub.Town.World.Rhythms;

/// <summary>What a person does, as the plan of the days has it.</summary>
internal enum Doing : byte
{
    Asleep = 0,
    Awake,
    Nap,
    /// <summary>Out for hours.</summary>
    Out,
    /// <summary>With family or friends overnight.</summary>
    Away,
    Hospital,
}
