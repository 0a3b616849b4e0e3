using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Residents;

/// <summary>Reads a file of residents and says everything that is wrong with it, line by line. Knows nothing of the records that exist.</summary>
internal sealed class ImportReader(IReadOnlyCollection<string> districts, TimeProvider time)
{
    /// <summary>Most rows of one file; a city comes in several.</summary>
    public const int MostRows = 20_000;

    /// <summary>Most faults that are listed; their number is always told.</summary>
    public const int MostFaults = 20_000;

    private const int LongestCell = 8_192;

    public ImportFile Read(ReadOnlySpan<byte> bytes)
    {
        if (ImportText.Decode(bytes) is not { } text) return new ImportFile([], [new ImportFault(0, null, "encoding")]);
        var reading = new Reading(districts, time.GetUtcNow().Year);
        using var parser = new CsvParser(new StringReader(text), Format(text, reading));
        if (!reading.TakeHeader(parser)) return new ImportFile([], reading.Faults);
        try
        {
            while (reading.Rows.Count < MostRows && parser.Read()) reading.TakeRow(parser);
            if (parser.Read()) reading.Faults.Add(new ImportFault(parser.RawRow, null, "too-many-rows", MostRows));
        }
        catch (MaxFieldSizeException)
        {
            reading.Faults.Add(new ImportFault(parser.RawRow + 1, null, "cell-too-long", LongestCell));
        }
        return new ImportFile(reading.Rows, reading.Faults);
    }

    private static CsvConfiguration Format(string text, Reading reading) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = Delimiter(text), HasHeaderRecord = false, IgnoreBlankLines = false, MaxFieldSize = LongestCell,
        BadDataFound = bad => reading.Bad = true,
    };

    /// <summary>Whichever stands most in the header: comma, semicolon or tab.</summary>
    private static string Delimiter(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        var (best, most) = (',', -1);
        foreach (var candidate in ",;\t")
        {
            if (header.Count(candidate) is var count && count > most) (best, most) = (candidate, count);
        }
        return best.ToString();
    }

    /// <summary>One file on its way.</summary>
    private sealed class Reading(IReadOnlyCollection<string> districts, int year)
    {
        private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
        private ResidentColumn?[] _columns = [];
        private int _last;

        public List<ImportRow> Rows { get; } = [];

        public List<ImportFault> Faults { get; } = [];

        /// <summary>Set by the parser when the quotes of a row do not fit.</summary>
        public bool Bad { get; set; }

        public bool TakeHeader(CsvParser parser)
        {
            if (!parser.Read() || parser.Record is not { } header)
            {
                Faults.Add(new ImportFault(0, null, "empty"));
                return false;
            }
            _columns = [.. header.Select(ResidentColumn.Find)];
            _last = parser.RawRow;
            for (var i = 0; i < header.Length; i++)
            {
                if (_columns[i] is null) Faults.Add(new ImportFault(1, null, "unknown-column", header[i]));
                else if (Array.IndexOf(_columns, _columns[i]) < i) Faults.Add(new ImportFault(1, _columns[i]!.Key, "double-column", header[i]));
            }
            foreach (var needed in new[] { ResidentColumn.Id, "name" })
            {
                if (!_columns.Any(column => column?.Key == needed)) Faults.Add(new ImportFault(1, needed, "missing-column", ResidentColumn.Find(needed)!.Korean));
            }
            return Faults.Count == 0;
        }

        public void TakeRow(CsvParser parser)
        {
            var (line, cells, bad) = (_last + 1, parser.Record!, Bad);
            (_last, Bad) = (parser.RawRow, false);
            if (cells.All(string.IsNullOrWhiteSpace)) return;
            var before = Faults.Count;
            if (bad) Faults.Add(new ImportFault(line, null, "quotes"));
            else if (cells.Length != _columns.Length) Faults.Add(new ImportFault(line, null, "columns", _columns.Length, cells.Length));
            else
            {
                var values = new Dictionary<string, string>(StringComparer.Ordinal);
                for (var i = 0; i < cells.Length; i++)
                {
                    if (_columns[i] is { IsReadOnly: false } column) values[column.Key] = Cell(line, column, cells[i]);
                }
                Faults.AddRange(ImportChecks.Of(line, values, districts, year));
                CheckDouble(line, values);
                if (Faults.Count == before) Rows.Add(new ImportRow(line, values[ResidentColumn.Id], values));
            }
        }

        private string Cell(int line, ResidentColumn column, string cell)
        {
            var text = CsvSafety.Undo(cell).Trim();
            if (text.Length > column.Longest) Faults.Add(new ImportFault(line, column.Key, "too-long", column.Longest));
            if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) Faults.Add(new ImportFault(line, column.Key, "control"));
            return text;
        }

        private void CheckDouble(int line, Dictionary<string, string> values)
        {
            if (!DeviceId.TryParse(values[ResidentColumn.Id], out _)) return;
            if (!_lines.TryAdd(values[ResidentColumn.Id], line)) Faults.Add(new ImportFault(line, ResidentColumn.Id, "double-id", _lines[values[ResidentColumn.Id]]));
        }
    }
}
