using System.Collections.Frozen;
using SafetyHub.Adapters;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>The mapping of one adapter as it was last read; replaced whole, so readers need no lock.</summary>
internal sealed class MappingTable
{
    private readonly FrozenDictionary<(string Foreign, string Source), AdapterCamera> _cameras;

    public MappingTable(IReadOnlyCollection<AdapterCamera> cameras)
    {
        All = cameras;
        _cameras = cameras.ToFrozenDictionary(c => (c.Foreign, c.Source ?? ""));
    }

    public static MappingTable Empty { get; } = new([]);

    public IReadOnlyCollection<AdapterCamera> All { get; }

    /// <summary>The camera mapped to the foreign camera and source, or to the foreign camera whatever the source.</summary>
    public AdapterCamera? Find(string foreign, string? source) =>
        (source is not null && _cameras.TryGetValue((foreign, source), out var exact)) || _cameras.TryGetValue((foreign, ""), out exact) ? exact : null;

    /// <summary>All cameras mapped to the foreign camera.</summary>
    public IEnumerable<AdapterCamera> Of(string foreign) => All.Where(c => c.Foreign == foreign);
}
