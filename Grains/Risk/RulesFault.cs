namespace SafetyHub.Grains.Risk;

/// <summary>One mistake in a rules file.</summary>
/// <param name="Line">1 for the first.</param>
/// <param name="Column">1 for the first.</param>
/// <param name="Path">Where in the file's structure, for example <c>signals[2].weight</c>.</param>
/// <param name="Message">One English sentence.</param>
public sealed record RulesFault(int Line, int Column, string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"line {Line}, column {Column}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}");
}
