using System.Globalization;
using SafetyHub.Audit;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Start;

/// <summary><c>verify-audit</c>: walks the audit's chain in the database that the configuration names, also while the hub runs.</summary>
internal static class VerifyAuditCommand
{
    private const string Usage = "Usage: SafetyHub.Silo verify-audit [--data FOLDER] [--known NUMBER:HASH]";

    public static async Task<int> RunAsync(string[] args)
    {
        if (!TryReadKnown(ref args, out var known)) return await RefuseAsync([Usage]);
        var configuration = HubConfiguration.Read(HubBuilder.Create(args).Configuration);
        if (configuration.Faults.Count > 0) return await RefuseAsync(configuration.Faults);
        var options = configuration.Options;
        if (!options.OnPostgres && !File.Exists(StorageTarget.Read(options.Storage.ConnectionString, options.DataDirectory).ConnectionString))
            return await RefuseAsync([$"There is no database in {options.DataDirectory}"]);
        try
        {
            await using var database = HubDatabase.Create(options.Storage, options.DataDirectory);
            return Print(await new AuditChain(database).VerifyAsync(known, CancellationToken.None));
        }
        catch (Exception failure) // edge of the process
        {
            await Console.Error.WriteLineAsync($"The audit could not be read: {failure.GetBaseException().Message}");
            return 1;
        }
    }

    private static int Print(AuditVerification found)
    {
        foreach (var fault in found.Faults) Console.WriteLine(fault);
        Console.WriteLine(found.Intact ? $"The audit is intact: {found.Entries} entries" : $"The audit is NOT intact: {found.Entries} entries read");
        if (found.Head is { } head) Console.WriteLine($"Head {head.Number}:{head.Hash}");
        return found.Intact ? 0 : 3;
    }

    /// <summary>Takes <c>--known NUMBER:HASH</c> out of the arguments; the rest is configuration.</summary>
    private static bool TryReadKnown(ref string[] args, out AuditAnchor? known)
    {
        known = null;
        var place = Array.IndexOf(args, "--known");
        if (place < 0) return true;
        if (place + 1 >= args.Length || args[place + 1].Split(':') is not [var number, { Length: 64 } hash]) return false;
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)) return false;
        known = new AuditAnchor(parsed, hash);
        args = [.. args[..place], .. args[(place + 2)..]];
        return true;
    }

    private static async Task<int> RefuseAsync(IEnumerable<string> faults)
    {
        foreach (var fault in faults) await Console.Error.WriteLineAsync(fault);
        return 2;
    }
}
