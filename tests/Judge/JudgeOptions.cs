using System.Globalization;
using SafetyHub.Town.World.Numbers;

namespace SafetyHub.Judge;

/// <summary>What <c>./hub judge</c> can be told.</summary>
internal sealed record JudgeOptions
{
    /// <summary>Homes, 1 to 100,000.</summary>
    public int Residents { get; init; } = 1000;

    /// <summary>Days that are judged, 1 to 365.</summary>
    public int Days { get; init; } = 30;

    /// <summary>Days before them in which the hub learns, 0 to 365.</summary>
    public int LeadIn { get; init; } = DeviceNumbers.LeadInDays;

    /// <summary>Seed of the town.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Rules file; null = the rules that come with the hub.</summary>
    public string? Rules { get; init; }

    /// <summary>Where the result goes as JSON; null = to the standard output.</summary>
    public string? Out { get; init; }

    /// <summary>Homes at a time, 1 to 256; changes nothing but the time it takes.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Text of <c>judge --help</c>.</summary>
    public const string Help = """
        ./hub judge [--residents 1000] [--days 30] [--seed 1] [--rules FILE] [--out FILE] [--lead-in 21] [--workers N]

          --residents  people in care, each alone in a home, 1 to 100000
          --days       days that are judged, 1 to 365
          --seed       the same seed gives the same people, days and emergencies
          --rules      rules file to judge; default: the rules that come with the hub
          --out        write the result (JSON) to this file; default: to the standard output, after the table
          --lead-in    days before the judged ones in which the hub learns, 0 to 365
          --workers    homes at a time; changes nothing but the time it takes
          numbers      instead of all of these: print every number of the simulated town with its source

        What the town does, and how it is scored: docs/judge.md
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">A word is not known or out of range; the message says which.</exception>
    public static JudgeOptions Parse(ReadOnlySpan<string> words)
    {
        var options = new JudgeOptions();
        for (var i = 0; i < words.Length; i += 2)
        {
            if (i + 1 >= words.Length) throw new ArgumentException($"'{words[i]}' needs a value");
            options = options.With(words[i], words[i + 1]);
        }
        return options;
    }

    private JudgeOptions With(string name, string value) => name switch
    {
        "--residents" => this with { Residents = (int)Number(name, value, 1, 100_000) },
        "--days" => this with { Days = (int)Number(name, value, 1, 365) },
        "--lead-in" => this with { LeadIn = (int)Number(name, value, 0, 365) },
        "--seed" => this with { Seed = Number(name, value, 0, long.MaxValue) },
        "--workers" => this with { Workers = (int)Number(name, value, 1, 256) },
        "--rules" => this with { Rules = Path.GetFullPath(value) },
        "--out" => this with { Out = Path.GetFullPath(value) },
        _ => throw new ArgumentException($"'{name}' is not known"),
    };

    private static long Number(string name, string value, long least, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{name}' takes a whole number from {least} to {most}, not '{value}'"));
}
