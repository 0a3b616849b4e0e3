namespace SafetyHub.Grains.Monitoring.Offenders;

/// <summary>What is kept of a camera's outcomes. Plain and settable: fields are only ever added. Written when an operator resolves, never per event.</summary>
internal sealed class OutcomeState
{
    public List<Tally> Tallies { get; set; } = [];

    /// <summary>The last incidents that were learnt, newest last.</summary>
    public List<string> Learnt { get; set; } = [];
}

/// <summary>The outcomes of one zone and type of a camera.</summary>
internal sealed class Tally
{
    public string? Zone { get; set; }
    public string Type { get; set; } = "";
    public int False { get; set; }
    public int Real { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
    /// <summary>False ones by hour of the day, local time.</summary>
    public int[] Hours { get; set; } = new int[24];
    public double ConfidenceSum { get; set; }
    public int ConfidenceCount { get; set; }
    /// <summary>The last false ones, newest first.</summary>
    public List<string> Examples { get; set; } = [];
    /// <summary>The proposal it stands in, open or decided, or null.</summary>
    public string? Proposal { get; set; }
    /// <summary>Proposed again only from this many false ones; 0 for the usual number.</summary>
    public int ProposeFrom { get; set; }
    public bool IsOpen { get; set; }
    public int Proposals { get; set; }
}
