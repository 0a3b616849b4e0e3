using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Audit;
using SafetyHub.Evidence;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>Evidence: its index, who may see it unmasked, what goes when and what stays.</summary>
public abstract class EvidenceContract(StorageFixture storage) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(Sample.Now);
    private TestHub _hub = null!;
    private EvidenceFiles _files = null!;
    private EvidenceArchive _archive = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        _hub = await storage.NewHubAsync();
        _files = new EvidenceFiles(_hub.Database, new StorageOptions { EvidenceDiskFloor = 0 }, NullLogger<EvidenceFiles>.Instance);
        _archive = new EvidenceArchive(_hub.Database, _files, _clock, NullLogger<EvidenceArchive>.Instance);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Clip_KeptBeforeOrAfterItsIncident_BelongsToIt()
    {
        await AddClipAsync("cam-1/e1", 1);
        await _hub.Get<IIncidentLog>().AppendAsync(Sample.Append(Sample.Incident(1), signal: "cam-1/e1"), None);
        Assert.NotNull(await _archive.AddStillAsync(Facts(EvidenceKind.Still, "cam-1/e1"), new byte[] { 1 }, new byte[] { 2 }, None));
        var items = await _archive.OfIncidentAsync(Sample.Incident(1), 10, None);
        Assert.Equal([EvidenceKind.Still, EvidenceKind.Clip], items.Select(item => item.Facts.Kind).Order());
        Assert.All(items, item => Assert.Equal(Sample.Incident(1).Value, item.IncidentId));
        Assert.Empty(await _archive.OfIncidentAsync(Sample.Incident(2), 10, None));
    }

    [Fact]
    public async Task Still_ReportedTwice_IsOnePieceWithTwoVersions()
    {
        for (var i = 0; i < 2; i++) await _archive.AddStillAsync(Facts(EvidenceKind.Still, "cam-1/e1"), new byte[] { 1 }, new byte[] { 2 }, None);
        await _hub.Get<IIncidentLog>().AppendAsync(Sample.Append(Sample.Incident(1), signal: "cam-1/e1"), None);
        var item = Assert.Single(await _archive.OfIncidentAsync(Sample.Incident(1), 10, None));
        await using var masked = _archive.Open(item, masked: true)!;
        await using var original = _archive.Open(item, masked: false)!;
        Assert.Equal((2, 1), (masked.ReadByte(), original.ReadByte()));
        Assert.Equal(item.Id, (await _archive.FindByHashAsync(item.MaskedHash!, None))!.Id);
        Assert.Equal(item.Id, (await _archive.FindByHashAsync(item.OriginalHash, None))!.Id);
    }

    [Fact]
    public async Task Masking_Wanted_IsHandedToOneAndEndsWithTheMaskedVersion()
    {
        await AddClipAsync("cam-1/e1", 1, "[]");
        var order = (await _archive.NextToMaskAsync(None))!;
        Assert.Null(await _archive.NextToMaskAsync(None));
        Assert.Equal("[]", order.MasksJson);
        Assert.True(File.Exists(order.File));
        Assert.True(await _archive.CompleteMaskingAsync(order.Item.Id, Film(9), None));
        var item = (await _archive.FindAsync(order.Item.Id, None))!;
        Assert.Equal((MaskingState.Done, 1L), (item.Masking, item.MaskedBytes));
    }

    [Fact]
    public async Task Masking_FailedThreeTimes_IsGivenUp()
    {
        var id = (await AddClipAsync("cam-1/e1", 1)).Id;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await _archive.FailMaskingAsync((await _archive.NextToMaskAsync(None))!.Item.Id, None);
            Assert.Null(await _archive.NextToMaskAsync(None));
            _clock.Advance(TimeSpan.FromMinutes(2));
        }
        Assert.Null(await _archive.NextToMaskAsync(None));
        Assert.Equal(MaskingState.Failed, (await _archive.FindAsync(id, None))!.Masking);
    }

    [Fact]
    public async Task Masking_WorkerDied_IsTakenUpByTheNextAfterItsLease()
    {
        await AddClipAsync("cam-1/e1", 1);
        Assert.NotNull(await _archive.NextToMaskAsync(None));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.NotNull(await _archive.NextToMaskAsync(None));
    }

    [Fact]
    public async Task Unmasking_Granted_HoldsForThatPersonAndIncidentUntilItEnds()
    {
        var unmasking = new Unmasking(_hub.Database, new EvidenceOptions(), _hub.Get<IAuditLog>(), _clock);
        var (one, two) = (Sample.Incident(1), Sample.Incident(2));
        var grant = await unmasking.GrantAsync("user:lee", new UnmaskRequest(one, UnmaskPurpose.Rescue, "구조대 요청", TimeSpan.FromMinutes(10)), None);
        Assert.Equal(grant, await unmasking.FindAsync("user:lee", one, None));
        Assert.Null(await unmasking.FindAsync("user:kim", one, None));
        Assert.Null(await unmasking.FindAsync("user:lee", two, None));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await unmasking.FindAsync("user:lee", one, None));
        await unmasking.GrantAsync("user:lee", new UnmaskRequest(one, UnmaskPurpose.Investigation, "공문 2026-1", TimeSpan.FromMinutes(30)), None);
        Assert.True(await unmasking.EndAsync("user:lee", one, None));
        Assert.False(await unmasking.EndAsync("user:lee", one, None));
        Assert.Null(await unmasking.FindAsync("user:lee", one, None));
        var audit = await _hub.Get<IAuditLog>().ListAsync(null, 10, None);
        Assert.Equal(["evidence.unmask-end", "evidence.unmask", "evidence.unmask"], audit.Select(entry => entry.Action));
        Assert.DoesNotContain("구조대", audit[^1].Detail!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc", 10, UnmaskPurpose.Rescue)]
    [InlineData("long enough", 0, UnmaskPurpose.Rescue)]
    [InlineData("long enough", 31, UnmaskPurpose.Rescue)]
    [InlineData("long enough", 10, (UnmaskPurpose)99)]
    public async Task Unmasking_WithoutGoodReasonOrTime_IsNotGranted(string note, int minutes, UnmaskPurpose purpose)
    {
        var unmasking = new Unmasking(_hub.Database, new EvidenceOptions(), _hub.Get<IAuditLog>(), _clock);
        await Assert.ThrowsAsync<ArgumentException>(() => unmasking.GrantAsync("user:lee", new UnmaskRequest(Sample.Incident(1), purpose, note, TimeSpan.FromMinutes(minutes)), None));
        Assert.Null(await unmasking.FindAsync("user:lee", Sample.Incident(1), None));
        Assert.Empty(await _hub.Get<IAuditLog>().ListAsync(null, 10, None));
    }

    [Fact]
    public async Task Age_PastItsTime_GoesWithARecordUnlessHeld()
    {
        var gone = await ClipOfIncidentAsync(1, Outcome.Real);
        var held = await ClipOfIncidentAsync(2, Outcome.Real);
        var keeping = new EvidenceKeeping(_hub.Database, _hub.Get<IAuditLog>(), _clock);
        await keeping.HoldAsync(Sample.Incident(2), "사건 조사", "user:lee", None);
        _clock.Advance(TimeSpan.FromDays(29));
        var young = await ClipOfIncidentAsync(3, null);
        _clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(1, await Disposal().DisposeOfOldAsync(None));

        Assert.Null(await _archive.FindAsync(gone.Id, None));
        Assert.False(File.Exists(_files.PathOf(gone.OriginalHash, ".mp4")));
        Assert.NotNull(await _archive.FindAsync(held.Id, None));
        Assert.NotNull(await _archive.FindAsync(young.Id, None));
        var record = Assert.Single(await keeping.PurgesAsync(null, 10, None));
        Assert.Equal(
            (gone.Id, EvidenceKind.Clip, "original", gone.OriginalHash, gone.OriginalBytes, Sample.Incident(1).Value, "age", _clock.GetUtcNow()),
            (record.EvidenceId, record.Kind, record.Part, record.Hash, record.Bytes, record.IncidentId, record.Rule, record.At));
        Assert.Equal("evidence.purge", (await _hub.Get<IAuditLog>().ListAsync(null, 1, None))[0].Action);
        Assert.True(await keeping.ReleaseAsync(Sample.Incident(2), "user:lee", None));
        Assert.Equal(1, await Disposal().DisposeOfOldAsync(None));
    }

    [Fact]
    public async Task Room_Short_GoesInTheStatedOrderAndNeverFromOpenOrHeldIncidents()
    {
        var open = await ClipOfIncidentAsync(1, null);
        var held = await ClipOfIncidentAsync(2, Outcome.False);
        await new EvidenceKeeping(_hub.Database, _hub.Get<IAuditLog>(), _clock).HoldAsync(Sample.Incident(2), "조사", "user:lee", None);
        var real = await ClipOfIncidentAsync(3, Outcome.Real);
        var alarm = await ClipOfIncidentAsync(4, Outcome.False);
        await _archive.AddStillAsync(Facts(EvidenceKind.Still, "cam-1/s3"), new byte[] { 31 }, new byte[] { 32 }, None);
        await MaskAsync(real.Id);
        var keeping = _hub.Get<IEvidenceKeeping>();

        await Disposal().MakeRoomAsync(() => false, None);

        var order = (await keeping.PurgesAsync(null, 20, None)).Reverse().Select(record => (record.Rule, record.EvidenceId)).ToList();
        Assert.Equal(("room.masked-versions", real.Id), order[0]);
        Assert.Equal(("room.clips-of-false-alarms", alarm.Id), order[1]);
        Assert.Equal(("room.clips", real.Id), order[2]);
        Assert.Equal(["room.stills", "room.stills"], order.Skip(3).Select(line => line.Rule));
        Assert.NotNull(await _archive.FindAsync(open.Id, None));
        Assert.NotNull(await _archive.FindAsync(held.Id, None));
    }

    [Fact]
    public async Task Room_EnoughAfterTheFirst_LeavesTheRest()
    {
        var first = await ClipOfIncidentAsync(1, Outcome.Real);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = await ClipOfIncidentAsync(2, Outcome.Real);
        var disposal = Disposal();
        await disposal.MakeRoomAsync(() => !File.Exists(_files.PathOf(first.OriginalHash, ".mp4")), None);
        Assert.Null(await _archive.FindAsync(first.Id, None));
        Assert.NotNull(await _archive.FindAsync(second.Id, None));
    }

    [Fact]
    public async Task MaskedVersion_GivenUpForRoom_IsMadeAgainWhenSomebodyWantsIt()
    {
        var clip = await ClipOfIncidentAsync(1, Outcome.Real);
        await MaskAsync(clip.Id);
        var calls = 0;
        await Disposal().MakeRoomAsync(() => calls++ > 1, None);
        Assert.Equal((MaskingState.Released, null), ((await _archive.FindAsync(clip.Id, None))!.Masking, (await _archive.FindAsync(clip.Id, None))!.MaskedHash));
        await _archive.WantMaskedAsync(clip.Id, None);
        Assert.Equal(clip.Id, (await _archive.NextToMaskAsync(None))!.Item.Id);
    }

    [Fact]
    public async Task File_SharedByTwoMoments_StaysUntilTheLastOfThemGoes()
    {
        var first = await AddClipAsync("cam-1/e1", 7);
        _clock.Advance(TimeSpan.FromDays(20));
        var second = await AddClipAsync("cam-1/e2", 7);
        Assert.Equal(first.OriginalHash, second.OriginalHash);
        _clock.Advance(TimeSpan.FromDays(15));
        await Disposal().DisposeOfOldAsync(None);
        await using (var film = _archive.Open((await _archive.FindAsync(second.Id, None))!, masked: false)) Assert.NotNull(film);
        _clock.Advance(TimeSpan.FromDays(20));
        await Disposal().DisposeOfOldAsync(None);
        Assert.False(File.Exists(_files.PathOf(first.OriginalHash, ".mp4")));
    }

    [Fact]
    public async Task Still_InNoIndex_GoesByTheAgeOfItsFile()
    {
        var hash = (await new EvidenceStore(_files).SaveJpegAsync(new byte[] { 5 }, None))!;
        var indexed = (await _archive.AddStillAsync(Facts(EvidenceKind.Still, "cam-1/e1"), new byte[] { 6 }, new byte[] { 8 }, None))!;
        foreach (var name in new[] { hash, indexed.Original, indexed.Masked }) File.SetLastWriteTimeUtc(_files.PathOf(name, ".jpg"), (_clock.GetUtcNow() - TimeSpan.FromDays(31)).UtcDateTime);
        var unindexed = new UnindexedFiles(_hub.Database, _files, new EvidenceOptions(), _hub.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<HubReadContext>>(), _clock);
        Assert.Equal(1, await unindexed.DisposeOfOldAsync(None));
        Assert.False(File.Exists(_files.PathOf(hash, ".jpg")));
        Assert.True(File.Exists(_files.PathOf(indexed.Original, ".jpg")));
        Assert.Equal((hash, "age.not-indexed"), ((await _hub.Get<IEvidenceKeeping>().PurgesAsync(null, 1, None))[0].Hash, (await _hub.Get<IEvidenceKeeping>().PurgesAsync(null, 1, None))[0].Rule));
    }

    private EvidenceDisposal Disposal() =>
        new(_hub.Database, _files, new EvidenceOptions(), _hub.Get<IAuditLog>(), _clock, NullLogger<EvidenceDisposal>.Instance);

    private async Task<EvidenceItem> ClipOfIncidentAsync(int number, Outcome? outcome)
    {
        var append = Sample.Append(Sample.Incident(number), signal: $"cam-1/c{number}");
        await _hub.Get<IIncidentLog>().AppendAsync(append with { Snapshot = append.Snapshot with { Outcome = outcome } }, None);
        return await AddClipAsync($"cam-1/c{number}", (byte)number);
    }

    private async Task MaskAsync(string id)
    {
        while (await _archive.NextToMaskAsync(None) is { } order)
        {
            if (order.Item.Id == id) await _archive.CompleteMaskingAsync(id, Film(99), None);
        }
    }

    private async Task<EvidenceItem> AddClipAsync(string signal, byte content, string? masks = null) =>
        (await _archive.AddClipAsync(Facts(EvidenceKind.Clip, signal), Film(content), masks, None))!;

    private string Film(byte content)
    {
        var path = Path.Combine(_hub.Database.DataDirectory, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, [content]);
        return path;
    }

    private EvidenceFacts Facts(EvidenceKind kind, string signal) => new(kind, signal, "cam-1", _clock.GetUtcNow(), _clock.GetUtcNow(), _clock.GetUtcNow(), Partial: false);
}

public sealed class SqliteEvidenceTests(SqliteFixture storage) : EvidenceContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresEvidenceTests(PostgresFixture storage) : EvidenceContract(storage), IClassFixture<PostgresFixture>;
