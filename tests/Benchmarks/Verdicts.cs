namespace SafetyHub.Benchmarks;

/// <summary>One figure against its target.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">The figure.</param>
/// <param name="AtMost">The target.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="Met">Whether the figure keeps the target.</param>
internal sealed record Verdict(string What, double Measured, double AtMost, string Unit, bool Met);

/// <summary>The figures of a run that have a target, told together at its end.</summary>
internal sealed class Verdicts(Report report)
{
    private readonly List<Verdict> _all = [];

    /// <summary>Judges a figure. One that could not be measured (not a number) misses its target.</summary>
    public void Judge(string what, double measured, double atMost, string unit)
    {
        _all.Add(new Verdict(what, measured, atMost, unit, measured <= atMost));
        report.Add("verdicts", _all);
    }

    /// <summary>Says each verdict on a line of its own.</summary>
    public void Say()
    {
        if (_all.Count == 0) return;
        var width = _all.Max(v => v.What.Length);
        Report.Say("Targets");
        foreach (var v in _all) Report.Say(FormattableString.Invariant($"  {v.What.PadRight(width)}  {v.Measured,9:0.##} {v.Unit,-6} at most {v.AtMost,7:0.##}  {(v.Met ? "met" : "MISSED")}"));
        Report.Say($"{_all.Count(v => v.Met)} of {_all.Count} targets met");
    }
}
