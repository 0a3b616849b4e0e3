using System.Security.Cryptography;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Devices;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>A version of evidence on its way to somebody who may see it.</summary>
/// <param name="Content">The file; the receiver disposes it.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Hash">Its SHA-256.</param>
internal sealed record ShownEvidence(Stream Content, string ContentType, string Hash);

/// <summary>
/// Hands evidence out, for screens and API alike. Shown is the masked version; where there is none, nothing, or a picture too coarse to know anybody in. What a
/// camera saw is shown to somebody with a grant that holds now. Every look is written down before the picture leaves.
/// </summary>
internal sealed class EvidenceDesk(
    IEvidenceArchive archive, IEvidenceStore stills, IPrivacyFilter filter, IUnmasking unmasking, IAuditLog audit, CameraViewings viewings, TimeProvider time)
{
    /// <summary>The masked version; null when there is none now. Asks for it again where it was thrown away for room.</summary>
    public async Task<ShownEvidence?> MaskedAsync(string actor, string id, CancellationToken cancel)
    {
        if (await archive.FindAsync(id, cancel) is not { } item) return null;
        if (item.Masking == MaskingState.Released) await archive.WantMaskedAsync(id, cancel);
        return item.MaskedHash is { } hash ? await OpenAsync(item, hash, actor, "evidence.view", null, cancel) : null;
    }

    /// <summary>What the camera saw; null when it is gone, refused without a grant for its incident.</summary>
    public async Task<(ShownEvidence? Shown, bool Refused)> OriginalAsync(string actor, string id, CancellationToken cancel)
    {
        if (await archive.FindAsync(id, cancel) is not { } item) return (null, false);
        var grant = IncidentId.TryParse(item.IncidentId, out var incident) ? await unmasking.FindAsync(actor, incident, cancel) : null;
        if (grant is null)
        {
            await AuditAsync(actor, "evidence.view-refused", item.Id, null, cancel);
            return (null, true);
        }
        return (await OpenAsync(item, item.OriginalHash, actor, "evidence.view-original", $"grant {grant.Id}: {grant.Purpose}", cancel), false);
    }

    /// <summary>A still by the hash that an incident names: its masked version, or a coarse one where it is in no index.</summary>
    public async Task<ShownEvidence?> ByHashAsync(string actor, string hash, CancellationToken cancel)
    {
        var item = await archive.FindByHashAsync(hash, cancel);
        if (item is { MaskedHash: { } masked }) return await OpenAsync(item, masked, actor, "evidence.view", null, cancel);
        if (item is not null || stills.OpenJpeg(hash) is not { } still) return null;
        await using var file = still;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        if (filter.Coarsen(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is not { } coarse) return null;
        await AuditAsync(actor, "evidence.view", hash, "coarse", cancel);
        return new ShownEvidence(new MemoryStream(coarse), "image/jpeg", Convert.ToHexStringLower(SHA256.HashData(coarse)));
    }

    private async Task<ShownEvidence?> OpenAsync(EvidenceItem item, string hash, string actor, string action, string? detail, CancellationToken cancel)
    {
        if (archive.Open(item, masked: hash == item.MaskedHash) is not { } file) return null;
        try
        {
            await AuditOnceAsync(item, actor, action, detail, cancel);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        return new ShownEvidence(file, item.Facts.Kind == EvidenceKind.Clip ? "video/mp4" : "image/jpeg", hash);
    }

    /// <summary>A player fetches a film in many parts: they are one look, as long as no minute passes between two of them.</summary>
    private async Task AuditOnceAsync(EvidenceItem item, string actor, string action, string? detail, CancellationToken cancel)
    {
        var viewing = action + "/" + item.Id;
        if (item.Facts.Kind == EvidenceKind.Clip && viewings.Continues(actor, viewing)) return;
        await AuditAsync(actor, action, item.Id, detail, cancel);
        if (item.Facts.Kind == EvidenceKind.Clip) viewings.Keep(actor, viewing);
    }

    private Task AuditAsync(string actor, string action, string id, string? detail, CancellationToken cancel) =>
        audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), actor, action, "evidence/" + id, detail), cancel);
}
