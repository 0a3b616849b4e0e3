using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>A fact on a disk that is really full; skipped, with the reason in the result, where no small disk can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (SmallDisk.WhyNot is { } why) Skip = "NOT TESTED HERE, no small disk can be mounted: " + why;
    }
}
