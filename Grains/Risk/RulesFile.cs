using System.Security.Cryptography;
using System.Text;
using SafetyHub.Grains.Risk.Rules;

namespace SafetyHub.Grains.Risk;

/// <summary>Reads a rules file: as a whole, or with every fault in it.</summary>
public static class RulesFile
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MostBytes = 262_144;

    /// <summary>Most faults that are listed.</summary>
    public const int MostFaults = 200;

    /// <summary>Reads a file's bytes.</summary>
    public static RulesReading Read(ReadOnlySpan<byte> bytes)
    {
        var faults = new List<RulesFault>();
        if (bytes.Length > MostBytes) return Refused([new RulesFault(1, 1, "", $"The file has {bytes.Length} bytes; at most {MostBytes} are allowed")]);
        if (TextOf(bytes) is not { } text) return Refused([new RulesFault(1, 1, "", "The file is not UTF-8")]);
        if (RuleTree.Read(text, faults) is not { } root) return Refused(faults);
        new RuleCheck(faults).Check(root, RuleShapes.File, "");
        var parts = new RuleCompiler(faults).Compile(root);
        return faults.Count > 0 ? Refused(faults) : new RulesReading(new RiskRules(parts, Convert.ToHexStringLower(SHA256.HashData(bytes))), []);
    }

    /// <summary>The default rules, as bytes.</summary>
    public static byte[] DefaultBytes()
    {
        using var stream = typeof(RulesFile).Assembly.GetManifestResourceStream("risk-rules.yaml")
            ?? throw new InvalidOperationException("The default rules are missing from the program");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The JSON Schema of the form, for editors; what only the hub can check (names that refer to each other) is not in it.</summary>
    public static string JsonSchema() => RuleJsonSchema.Write(RuleShapes.File);

    /// <summary>The tables of the reference page.</summary>
    public static string Reference() => RuleReference.Write(RuleShapes.File);

    internal static RiskRules ReadDefault()
    {
        var reading = Read(DefaultBytes());
        return reading.Rules ?? throw new InvalidOperationException("The default rules are faulty: " + string.Join("; ", reading.Faults));
    }

    private static string? TextOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Said to the caller as a fault of the file.
            return null;
        }
    }

    private static RulesReading Refused(IEnumerable<RulesFault> faults) =>
        new(null, [.. faults.Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).Take(MostFaults)]);
}

/// <summary>What became of a rules file.</summary>
/// <param name="Rules">The rules, or null when there is any fault.</param>
/// <param name="Faults">All faults, in the order of the file.</param>
public sealed record RulesReading(RiskRules? Rules, IReadOnlyList<RulesFault> Faults);
