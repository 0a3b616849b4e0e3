using System.Globalization;
using System.Text.RegularExpressions;

namespace SafetyHub.Silo.Storage;

/// <summary>One step of the schema: an SQL text that is run once, in order, and never changed after a release.</summary>
/// <param name="Area">Which tables it makes.</param>
/// <param name="Version">Its number, 1 for the first of the area.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Sql">The text for one of the databases.</param>
internal sealed partial record SchemaStep(StorageArea Area, int Version, string Name, string Sql)
{
    /// <summary>The steps of an area for a database, in order.</summary>
    public static IReadOnlyList<SchemaStep> Of(StorageArea area, StorageKind kind)
    {
        var steps = new List<SchemaStep>();
        foreach (var resource in typeof(SchemaStep).Assembly.GetManifestResourceNames())
        {
            if (Form().Match(resource) is not { Success: true } match || match.Groups["area"].Value != area.ToString()) continue;
            var dialect = match.Groups["dialect"].Value;
            if (dialect.Length > 0 && !dialect.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase)) continue;
            var version = int.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture);
            steps.Add(new SchemaStep(area, version, match.Groups["name"].Value, Translate(Read(resource), kind)));
        }
        steps.Sort((a, b) => a.Version.CompareTo(b.Version));
        return steps;
    }

    /// <summary>Puts the few words in which the databases differ into a common text.</summary>
    private static string Translate(string sql, StorageKind kind) => kind == StorageKind.Sqlite
        ? sql.Replace("$(key)", "text").Replace("$(blob)", "blob").Replace("$(clustered)", " WITHOUT ROWID")
            .Replace("$(autokey)", "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT")
        // Keys compare byte by byte: the same order as on SQLite, whatever the server's language is.
        : sql.Replace("$(key)", "text COLLATE \"C\"").Replace("$(blob)", "bytea").Replace("$(clustered)", "")
            .Replace("$(autokey)", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY");

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(SchemaStep).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^Schema\.(?<area>\w+)\.(?<version>\d{4})-(?<name>[\w-]+?)(\.(?<dialect>sqlite|postgres))?\.sql\z")]
    private static partial Regex Form();
}
