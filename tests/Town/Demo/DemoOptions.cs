using System.Globalization;

namespace SafetyHub.Town.Demo;

/// <summary>What <c>./hub demo</c> can be told.</summary>
internal sealed record DemoOptions
{
    /// <summary>The built hub.</summary>
    public required string HubBinary { get; init; }

    /// <summary>Homes, 1 to 5,000.</summary>
    public int Homes { get; init; } = 200;

    /// <summary>Seed of homes and days.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Town minutes per real minute, 1 to 1,440.</summary>
    public double Speed { get; init; } = 30;

    /// <summary>Cameras that analyse their own pictures and speak MQTT, 0 to 500.</summary>
    public int EdgeCameras { get; init; } = 6;

    /// <summary>Days that somebody wrote down.</summary>
    public Days.DayScript Script { get; init; } = Days.DayScript.Empty;

    /// <summary>Time of day at which the town begins; null = as late as it is in Seoul.</summary>
    public TimeOnly? Start { get; init; }

    /// <summary>Video of the three cameras.</summary>
    public string Video { get; init; } = "/usr/share/doc/opencv-doc/examples/data/vtest.avi";

    /// <summary>Data directory of the demo's hub, apart from that of <c>./hub run</c>.</summary>
    public string DataDirectory { get; init; } = Path.GetFullPath("data/demo");

    /// <summary>End after this time; null = until stopped.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Text of <c>demo --help</c>.</summary>
    public const string Help = """
        ./hub demo [--homes 200] [--seed 1] [--speed 30] [--edge-cameras 6] [--script FILE] [--start HH:MM] [--video FILE] [--data DIR] [--duration SECONDS]

          --homes         virtual homes, 1 to 5000
          --edge-cameras  cameras that analyse their own pictures and report by MQTT, 0 to 500
          --seed          the same seed gives the same homes and days
          --script        days that you wrote down, JSON:
                          [{"at":"08:05","where":"home-1","device":"robot","type":"fall","confidence":0.9,"data":{}}]
                          where: home-1, place-1 and up; device: robot, speaker, motion, door, fire, gas, button, camera
          --start         time of day at which the town begins (default: as late as it is in Seoul)
          --speed         town minutes per real minute, 1 to 1440
          --video         clip for the three video cameras (default: Debian's vtest.avi)
          --data          data directory of the demo's hub
          --duration      end by itself after so many seconds
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">A word is not known or out of range; the message says which.</exception>
    public static DemoOptions Parse(ReadOnlySpan<string> words)
    {
        var options = new DemoOptions { HubBinary = "" };
        for (var i = 0; i < words.Length; i += 2)
        {
            if (i + 1 >= words.Length) throw new ArgumentException($"'{words[i]}' needs a value");
            options = options.With(words[i], words[i + 1]);
        }
        return options.HubBinary.Length > 0 ? options : options with { HubBinary = Testing.Hub.HubProcess.FindBinary() };
    }

    private DemoOptions With(string name, string value) => name switch
    {
        "--hub-binary" => this with { HubBinary = value },
        "--homes" => this with { Homes = (int)Number(name, value, 1, 5000) },
        "--edge-cameras" => this with { EdgeCameras = (int)Number(name, value, 0, 500) },
        "--script" => this with { Script = Days.DayScript.Read(value) },
        "--start" => this with { Start = TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : throw new ArgumentException("'--start' takes a time of day like 08:00") },
        "--seed" => this with { Seed = (int)Number(name, value, 0, int.MaxValue) },
        "--speed" => this with { Speed = Number(name, value, 1, 1440) },
        "--video" => this with { Video = Path.GetFullPath(value) },
        "--data" => this with { DataDirectory = Path.GetFullPath(value) },
        "--duration" => this with { Duration = TimeSpan.FromSeconds(Number(name, value, 1, 1e6)) },
        _ => throw new ArgumentException($"'{name}' is not known"),
    };

    private static double Number(string name, string value, double least, double most) =>
        double.TryParse(value, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{name}' takes a number from {least} to {most}"));
}
