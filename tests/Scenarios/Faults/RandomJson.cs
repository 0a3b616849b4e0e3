using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SafetyHub.Scenarios.Faults;

/// <summary>A payload and whether it is JSON at all.</summary>
/// <param name="Bytes">The payload.</param>
/// <param name="IsJson">False: whoever takes it must refuse it.</param>
public sealed record RandomPayload(byte[] Bytes, bool IsJson);

/// <summary>Random JSON: of no meaning, of almost the right form, and broken.</summary>
public static class RandomJson
{
    private static readonly string[] Names = ["id", "at", "type", "seq", "values", "state", "data", "status", "bootId", "capabilities", "confidence", "name", "kind", "zones", "polygon", "zzz"];
    private static readonly string[] Words = ["sos.button", "touch", "fall", "online", "lost", "done", "vendor.special", "crowd.ended", "inactivity", "2026-11-22T00:00:00Z", "9999-12-31T23:59:59Z", "e-1"];

    /// <summary>A word that may stand in a path or a topic.</summary>
    public static string Word(Random random) => $"f{random.Next(100_000).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Text of any characters but control characters.</summary>
    public static string Text(Random random) => new((char)random.Next(0x20, 0x3000), random.Next(20));

    /// <summary>A payload of one of the three kinds.</summary>
    public static RandomPayload Payload(Random random)
    {
        var text = random.Next(2) == 0 ? Value(random, 0) : AlmostRight(random);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > 0 && random.Next(3) == 0) bytes = random.Next(2) == 0 ? bytes[..random.Next(bytes.Length)] : Changed(bytes, random);
        return new RandomPayload(bytes, IsJson(bytes));
    }

    private static byte[] Changed(byte[] bytes, Random random)
    {
        for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static string AlmostRight(Random random)
    {
        var at = DateTimeOffset.UtcNow.AddMinutes(random.Next(-5, 5)).ToString("O", CultureInfo.InvariantCulture);
        return random.Next(5) switch
        {
            0 => $$"""{"id":"{{Word(random)}}","at":"{{at}}","type":"{{Words[random.Next(Words.Length)]}}","seq":{{random.Next(-5, 100)}},"data":{{Value(random, 3)}}}""",
            1 => $$"""{"at":"{{at}}","seq":{{random.Next(100)}},"values":{"{{Word(random)}}":{{Value(random, 3)}},"motion":{{random.Next(9)}} } }""",
            2 => $$"""{"state":"{{Words[random.Next(Words.Length)]}}","bootId":"{{Word(random)}}"}""",
            3 => $$"""{"model":{{Value(random, 3)}},"bootId":"{{Word(random)}}","capabilities":{{Value(random, 3)}}}""",
            _ => $$"""{"id":"{{Word(random)}}","status":"{{Words[random.Next(Words.Length)]}}","data":{{Value(random, 2)}}}""",
        };
    }

    private static string Value(Random random, int depth) => random.Next(depth > 4 ? 4 : 7) switch
    {
        0 => "null",
        1 => random.Next(3) == 0 ? "1e400" : random.Next().ToString(CultureInfo.InvariantCulture),
        2 => JsonSerializer.Serialize(random.Next(2) == 0 ? Words[random.Next(Words.Length)] : Text(random)),
        3 => random.Next(2) == 0 ? "true" : "-0",
        4 => "[" + string.Join(',', Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1))) + "]",
        _ => "{" + string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{Names[random.Next(Names.Length)]}\":{Value(random, depth + 1)}")) + "}",
    };

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
