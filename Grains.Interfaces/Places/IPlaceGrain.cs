using SafetyHub.Residents;

namespace SafetyHub.Places;

/// <summary>What a camera watches: a crossing, a park, a corridor.</summary>
[Alias("hub.IPlaceGrain")]
public interface IPlaceGrain : ISubjectGrain
{
    /// <summary>Creates or changes the record.</summary>
    [Alias("Save")] Task Save(PlaceProfile profile);

    /// <summary>The record, or null when nobody created it.</summary>
    [Alias("Get")] Task<PlaceProfile?> Get();
}

/// <summary>A place's record.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="District">District id, at most 64 characters.</param>
/// <param name="Position">Where it is, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.PlaceProfile")]
public sealed record PlaceProfile(
    [property: Id(0)] string Name,
    [property: Id(1)] string District,
    [property: Id(2)] GeoPoint? Position);
