namespace SafetyHub.Dashboard.Residents;

/// <summary>Something wrong in a file of residents.</summary>
/// <param name="Line">Line of the file, 1 for the header; 0 for the file as a whole.</param>
/// <param name="Field">The column's English name, or null.</param>
/// <param name="Code">What: key of the sentence under <c>import.</c>.</param>
/// <param name="Arguments">What the sentence names.</param>
internal sealed record ImportFault(int Line, string? Field, string Code, params object[] Arguments);

/// <summary>A row that reads.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Id">The resident.</param>
/// <param name="Cells">Its cells by column; columns that the file lacks are missing and leave the record as it is.</param>
internal sealed record ImportRow(int Line, string Id, IReadOnlyDictionary<string, string> Cells);

/// <summary>A file that was read.</summary>
/// <param name="Rows">The rows that read.</param>
/// <param name="Faults">What is wrong.</param>
internal sealed record ImportFile(IReadOnlyList<ImportRow> Rows, IReadOnlyList<ImportFault> Faults);
