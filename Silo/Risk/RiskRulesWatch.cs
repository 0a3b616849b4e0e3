using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using SafetyHub.Audit;
using SafetyHub.Grains.Risk;

namespace SafetyHub.Silo.Risk;

/// <summary>
/// Watches the rules file and offers it when its bytes change. It looks instead of listening: notices of file systems get lost on mounts and in
/// containers. A file that is faulty or gone changes nothing but the health: the rules before it stay in force.
/// </summary>
internal sealed class RiskRulesWatch(
    RiskRulesBook book, IOptions<RiskOptions> options, IAuditLog audit, TimeProvider clock, ILogger<RiskRulesWatch> log) : BackgroundService
{
    private readonly string? _file = options.Value.RulesFile;
    private byte[]? _seen;
    private string? _missing;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first signal is weighed.
        if (_file is not null) await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        byte[] bytes;
        try
        {
            bytes = await ReadAsync(cancel);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            if (_missing == unread.Message) return;
            (_missing, _seen) = (unread.Message, null);
            book.Missing(_file!, "The file cannot be read: " + unread.GetType().Name);
            log.LogError(unread, "The risk rules {File} cannot be read; the rules before it stay in force", _file);
            await WriteAuditAsync("risk.rules-unreadable", unread.GetType().Name, cancel);
            return;
        }
        var hash = SHA256.HashData(bytes);
        if (_missing is null && _seen is not null && hash.AsSpan().SequenceEqual(_seen)) return;
        (_missing, _seen) = (null, hash);
        await OfferAsync(bytes, hash, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_file is null) return;
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryLookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The risk rules are no longer watched");
        }
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancel)
    {
        await using var stream = new FileStream(_file!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(stream.Length, RulesFile.MostBytes + 1L)];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return bytes[..length];
    }

    private async Task OfferAsync(byte[] bytes, byte[] hash, CancellationToken cancel)
    {
        var taken = book.Offer(_file!, bytes);
        var status = book.Status;
        if (taken)
        {
            log.LogInformation("Risk rules '{Name}' ({Hash}) are in force", status.Name, status.Hash);
            await WriteAuditAsync("risk.rules-taken", Convert.ToHexStringLower(hash), cancel);
            return;
        }
        var faults = status.Refusal?.Faults ?? [];
        foreach (var fault in faults.Take(20)) log.LogError("Risk rules {File}({Line},{Column}): {Path}: {Message}", _file, fault.Line, fault.Column, fault.Path, fault.Message);
        log.LogError("The risk rules {File} have {Count} faults and were refused as a whole; '{Name}' stays in force", _file, faults.Count, status.Name);
        await WriteAuditAsync("risk.rules-refused", string.Create(CultureInfo.InvariantCulture, $"{faults.Count} faults, the first in line {(faults.Count > 0 ? faults[0].Line : 0)}"), cancel);
    }

    private async Task TryLookAsync(CancellationToken cancel)
    {
        try
        {
            await LookAsync(cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            // Edge of the loop: the audit was out of reach. What was taken is in force; the next change is looked at as always.
            log.LogWarning(failure, "The look at the risk rules failed; the next follows in {Pause}", options.Value.LookEvery);
        }
    }

    private Task WriteAuditAsync(string action, string detail, CancellationToken cancel) =>
        audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), "hub", action, "risk/rules", detail), cancel);
}
