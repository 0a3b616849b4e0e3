using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafetyHub.Benchmarks;

/// <summary>Lines for the terminal and the same as JSON.</summary>
internal sealed class Report(string name, string? file)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() },
    };

    private readonly Dictionary<string, object> _parts = new() { ["name"] = name, ["machine"] = Machine.Describe() };

    /// <summary>Says a line.</summary>
    public static void Say(string line) => Console.WriteLine($"{DateTimeOffset.Now:HH:mm:ss}  {line}");

    /// <summary>Adds a part and writes the file, so that an interrupted run leaves what it had.</summary>
    public void Add(string part, object value)
    {
        _parts[part] = value;
        if (file is not null) File.WriteAllText(file, JsonSerializer.Serialize(_parts, Json));
    }
}
