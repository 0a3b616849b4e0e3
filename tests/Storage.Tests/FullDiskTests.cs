using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.Audit;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Silo.Storage;
using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>The disk of the data directory is filled to the last byte while the hub works.</summary>
public sealed class FullDiskTests
{
    private const long Mebibyte = 1 << 20;

    private static CancellationToken None => CancellationToken.None;

    [SmallDiskFact]
    public async Task Disk_Full_CostsTheEvidenceAndNoIncident()
    {
        using var disk = new SmallDisk(64);
        await using var hub = await TestHub.StartAsync(new StorageOptions { EvidenceDiskFloor = 8 * Mebibyte, DiskReserve = 16 * Mebibyte }, disk.Path);
        var watch = hub.Get<DiskWatch>();
        await watch.LookAsync(None);
        Assert.Equal(DiskBand.Ok, watch.State.Band);
        Assert.Equal(16 * Mebibyte, new FileInfo(hub.Database.Reserve!.Path).Length);
        await hub.Get<IIncidentLog>().AppendAsync(Sample.Append(Sample.Incident(0)), None);

        disk.Fill();

        Assert.Null(await hub.Get<IEvidenceStore>().SaveJpegAsync(new byte[100_000], None));
        for (var i = 1; i <= 300; i++) await hub.Get<IIncidentLog>().AppendAsync(Sample.Append(Sample.Incident(i), signal: $"robot-1/e{i}"), None);
        Assert.True(hub.Database.Reserve.IsSpent);
        for (var i = 0; i <= 300; i++) Assert.NotNull(await hub.Get<IIncidentLog>().LoadAsync(Sample.Incident(i), None));
        await watch.LookAsync(None);
        Assert.Equal(DiskBand.Full, watch.State.Band);
        var health = (await hub.Get<HealthCheckService>().CheckHealthAsync(check => check.Name == "disk")).Entries["disk"];
        Assert.Equal((HealthStatus.Degraded, "full"), (health.Status, health.Data["band"]));

        disk.Empty();
        await watch.LookAsync(None);
        Assert.Equal(DiskBand.Ok, watch.State.Band);
        Assert.False(hub.Database.Reserve.IsSpent);
        Assert.NotNull(await hub.Get<IEvidenceStore>().SaveJpegAsync(new byte[100_000], None));
    }

    [SmallDiskFact]
    public async Task Disk_FilledBetweenTwoLooks_GivesTheReserveAwayAtTheVeryWriteThatNeedsIt()
    {
        using var disk = new SmallDisk(48);
        await using var hub = await TestHub.StartAsync(new StorageOptions { EvidenceDiskFloor = 0, DiskReserve = 16 * Mebibyte }, disk.Path);
        await hub.Get<DiskWatch>().LookAsync(None);
        disk.Fill();
        var written = 0;
        while (!hub.Database.Reserve!.IsSpent)
        {
            Assert.Equal(AppendStatus.Appended, (await hub.Get<IIncidentLog>().AppendAsync(Sample.Append(Sample.Incident(++written)), None)).Status);
            Assert.True(written < 5_000, "The disk never was full");
        }
        Assert.NotNull(await hub.Get<IIncidentLog>().LoadAsync(Sample.Incident(written), None));
        Assert.True((await hub.Get<IAuditChain>().VerifyAsync(null, None)).Intact);
    }

    [SmallDiskFact]
    public async Task Disk_ShortOfRoom_EvidenceGoesUntilThereIsRoomAgain()
    {
        using var disk = new SmallDisk(32);
        await using var hub = await TestHub.StartAsync(new StorageOptions { EvidenceDiskFloor = 12 * Mebibyte, DiskReserve = 0 }, disk.Path);
        var archive = hub.Get<SafetyHub.Evidence.IEvidenceArchive>();
        for (byte i = 0; i < 16; i++)
        {
            var at = Sample.Now.AddSeconds(i);
            var facts = new SafetyHub.Evidence.EvidenceFacts(SafetyHub.Evidence.EvidenceKind.Still, $"cam-1/e{i}", "cam-1", at, at, at, false);
            var picture = new byte[Mebibyte];
            picture[0] = i;
            await archive.AddStillAsync(facts, picture, new byte[] { i }, None);
        }
        await File.WriteAllBytesAsync(Path.Combine(disk.Path, "junk"), new byte[13 * Mebibyte / 2]); // half a picture off: what the database itself grows by does not decide
        var watch = hub.Get<DiskWatch>();

        await watch.LookAsync(None);

        Assert.Equal(DiskBand.Ok, watch.State.Band);
        Assert.True(new DriveInfo(disk.Path).AvailableFreeSpace >= 12 * Mebibyte);
        var gone = await hub.Get<SafetyHub.Evidence.IEvidenceKeeping>().PurgesAsync(null, 100, None);
        Assert.NotEmpty(gone);
        Assert.All(gone, record => Assert.Equal("room.stills", record.Rule));
        Assert.True(watch.State.Evidence > 0, "Everything was thrown away, not only what was needed");
    }
}
