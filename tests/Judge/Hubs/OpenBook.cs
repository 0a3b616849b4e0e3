using SafetyHub.Town.World.Hub;

namespace SafetyHub.Judge.Hubs;

/// <summary>The open incidents of one person, at most one of each concern: what joins one tells nobody again unless it is worse.</summary>
internal sealed class OpenBook
{
    private readonly Dictionary<Concern, Grade> _open = [];

    /// <summary>Opens an incident, or makes the open one as bad as this.</summary>
    /// <param name="concern">What it is about.</param>
    /// <param name="grade">How bad it is.</param>
    /// <param name="mayLower">True when an open one may also become less severe.</param>
    /// <param name="acts">Takes what people are told.</param>
    public void Tell(Concern concern, Grade grade, bool mayLower, ICollection<HubAct> acts)
    {
        var known = _open.TryGetValue(concern, out var open);
        if (known && grade <= open)
        {
            if (mayLower) _open[concern] = grade;
            return;
        }
        _open[concern] = grade;
        acts.Add(new PeopleTold(concern, grade, Opens: !known));
    }

    public bool Has(Concern concern) => _open.ContainsKey(concern);

    public void Close(Concern concern) => _open.Remove(concern);
}
