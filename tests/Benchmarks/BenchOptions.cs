using System.Globalization;

namespace SafetyHub.Benchmarks;

/// <summary>What <c>./hub bench</c> can be told.</summary>
internal sealed record BenchOptions
{
    /// <summary>Text of the help.</summary>
    public const string Help = "Use: spine | crash | faults | video | room | parts [--seconds 20] [--out FILE] [--devices 0,10000,100000] [--kills 200] [--days 1] [--seed N] [--only NAME] [--storage sqlite|postgres|both]";

    /// <summary>Length of one load run, seconds.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>Where the JSON goes; null = nowhere.</summary>
    public string? Out { get; init; }

    /// <summary>Known devices of the memory and start-time runs.</summary>
    public IReadOnlyList<int> Devices { get; init; } = [0, 10_000, 100_000];

    /// <summary>Kills of the crash test, for each database.</summary>
    public int Kills { get; init; } = 200;

    /// <summary>Days of the simulated room, each with a seed of its own.</summary>
    public int Days { get; init; } = 1;

    /// <summary>Seed of the first day; null = the standard one.</summary>
    public int? Seed { get; init; }

    /// <summary>Only the part of this name; null = all.</summary>
    public string? Only { get; init; }

    /// <summary><c>sqlite</c>, <c>postgres</c> or <c>both</c>.</summary>
    public string Storage { get; init; } = "both";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">A word is not known or out of range.</exception>
    public static BenchOptions Parse(ReadOnlySpan<string> words)
    {
        var options = new BenchOptions();
        for (var i = 0; i < words.Length; i += 2)
        {
            var value = i + 1 < words.Length ? words[i + 1] : throw new ArgumentException($"'{words[i]}' needs a value. {Help}");
            options = words[i] switch
            {
                "--seconds" => options with { Seconds = Number(value, 2, 3600) },
                "--out" => options with { Out = value },
                "--devices" => options with { Devices = [.. value.Split(',').Select(v => Number(v, 0, 1_000_000))] },
                "--kills" => options with { Kills = Number(value, 1, 10_000) },
                "--days" => options with { Days = Number(value, 1, 100) },
                "--seed" => options with { Seed = Number(value, 0, int.MaxValue - 100) },
                "--only" => options with { Only = value },
                "--storage" when value is "sqlite" or "postgres" or "both" => options with { Storage = value },
                _ => throw new ArgumentException($"'{words[i]} {value}' is not known. {Help}"),
            };
        }
        return options;
    }

    private static int Number(string text, int least, int most) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"'{text}' is not a number from {least} to {most}");
}
