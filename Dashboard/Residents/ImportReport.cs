namespace SafetyHub.Dashboard.Residents;

/// <summary>What an import comes to.</summary>
/// <param name="DryRun">True when nothing was to be written.</param>
/// <param name="Rows">Rows that read.</param>
/// <param name="Created">Records made, or to be made.</param>
/// <param name="Changed">Records changed, or to be changed.</param>
/// <param name="Unchanged">Rows that say what is there already.</param>
/// <param name="Faults">What is wrong, in the order of the file; at most <see cref="ImportReader.MostFaults"/>.</param>
/// <param name="FaultCount">How many faults there are in all.</param>
/// <param name="Written">True when the right rows were written.</param>
internal sealed record ImportReport(
    bool DryRun, int Rows, int Created, int Changed, int Unchanged, IReadOnlyList<ImportFault> Faults, int FaultCount, bool Written);
