namespace SafetyHub.Adapters;

/// <summary>How the adapters of all bridges stand. Nothing is stored: a bridge reports every 5 s and is forgotten 30 s after its last report.</summary>
[Alias("hub.IAdapterRosterGrain")]
public interface IAdapterRosterGrain : IGrainWithStringKey
{
    /// <summary>Takes a bridge's report in the place of its last one.</summary>
    [Alias("Report")] Task Report(string bridge, IReadOnlyList<AdapterStatus> adapters);

    /// <summary>What the bridges last reported, by name of the adapter and the bridge.</summary>
    [Alias("List")] Task<IReadOnlyList<AdapterStatus>> List();
}

/// <summary>How one adapter stands on one bridge.</summary>
/// <param name="Name">The adapter.</param>
/// <param name="Bridge">The bridge that runs it.</param>
/// <param name="Kind">Its language.</param>
/// <param name="Way">How its messages come.</param>
/// <param name="Connected">Whether the connection stands.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Availability">What the foreign system says of itself: <c>online</c>, <c>stopped</c>, <c>offline</c>, or null while it has said nothing.</param>
/// <param name="Trouble">What is wrong, one English sentence, or null.</param>
/// <param name="Counts">Messages since the bridge started, by what became of them.</param>
/// <param name="Unmapped">Foreign cameras and topics without a mapping, at most 500, the latest first.</param>
/// <param name="UnmappedLeftOut">Further ones that did not fit.</param>
[GenerateSerializer, Immutable, Alias("hub.AdapterStatus")]
public sealed record AdapterStatus(
    [property: Id(0)] string Name,
    [property: Id(1)] string Bridge,
    [property: Id(2)] AdapterKind Kind,
    [property: Id(3)] AdapterWay Way,
    [property: Id(4)] bool Connected,
    [property: Id(5)] DateTimeOffset Since,
    [property: Id(6)] string? Availability,
    [property: Id(7)] string? Trouble,
    [property: Id(8)] IReadOnlyDictionary<string, long> Counts,
    [property: Id(9)] IReadOnlyList<UnmappedSighting> Unmapped,
    [property: Id(10)] long UnmappedLeftOut);

/// <summary>Something foreign that came and that no mapping knows.</summary>
/// <param name="Foreign">The foreign camera.</param>
/// <param name="Source">The video source's token, or null.</param>
/// <param name="On">The stream or topic it came on.</param>
/// <param name="Label">Its label or rule name, or null.</param>
/// <param name="Why"><c>no-camera</c>: nobody mapped the camera; <c>no-rule</c>: the camera is mapped, its rules know no such topic; <c>not-registered</c>: the mapping names a camera that nobody registered.</param>
/// <param name="Count">How often since the bridge started.</param>
/// <param name="LastAt">When last, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.UnmappedSighting")]
public sealed record UnmappedSighting(
    [property: Id(0)] string Foreign,
    [property: Id(1)] string? Source,
    [property: Id(2)] string On,
    [property: Id(3)] string? Label,
    [property: Id(4)] string Why,
    [property: Id(5)] long Count,
    [property: Id(6)] DateTimeOffset LastAt);
