namespace SafetyHub.Grains;

/// <summary>Finds this assembly, for hosts and for the tests that hold the architecture.</summary>
public static class GrainsAssembly
{
    /// <summary>Name of the one grain storage provider.</summary>
    public const string Storage = "hub";
}
