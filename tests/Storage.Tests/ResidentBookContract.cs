using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.Audit;
using SafetyHub.Grains.Residents;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>Residents on the hub's database: records, history, lists, and that nothing personal can be read there.</summary>
public abstract class ResidentBookContract(StorageFixture storage) : IAsyncLifetime
{
    private TestHub _hub = null!;

    private static CancellationToken None => CancellationToken.None;

    private IResidentBook Book => _hub.Get<IResidentBook>();

    private IResidentDirectory Directory => _hub.Get<IResidentDirectory>();

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Record_Written_ComesBackWholeWithItsHistory()
    {
        var file = File("r1", "김순자");
        Assert.Null(await Book.LoadAsync("r1", None));
        Assert.True(await Book.AppendAsync([Append(file, "entered")], None));
        var back = (await Book.LoadAsync("r1", None))!;
        Assert.Equal((file.Version, file.District, file.Standing, file.ChangedAt), (back.Version, back.District, back.Standing, back.ChangedAt));
        Assert.Equal(file.Profile!.Contacts, back.Profile!.Contacts);
        Assert.Equal(file.Profile with { Contacts = back.Profile.Contacts }, back.Profile);
        var line = Assert.Single(await Directory.HistoryAsync("r1", null, 10, None));
        Assert.Equal(("user:lee", ResidentEventKind.Created, "entered"), (line.Actor, line.Kind, line.Reason));
        Assert.Equal([new FieldChange("name", null, "김순자")], line.Changes);
    }

    [Fact]
    public async Task Record_WrittenByTwoOnOneVersion_TakesTheFirst_AndAPairIsAllOrNothing()
    {
        await Book.AppendAsync([Append(File("r1", "김순자")), Append(File("r2", "이순자"))], None);
        Assert.False(await Book.AppendAsync([Append(File("r1", "박순자"))], None));
        Assert.False(await Book.AppendAsync([Append(File("r2", "최순자", 2)), Append(File("r1", "최순자", 3))], None));
        Assert.Equal((1, "이순자"), ((await Book.LoadAsync("r2", None))!.Version, (await Book.LoadAsync("r2", None))!.Profile!.Name));
        Assert.Single(await Directory.HistoryAsync("r2", null, 10, None));
    }

    [Fact]
    public async Task Residents_Listed_AreFilteredAndPagedById_WithoutAliases()
    {
        for (var i = 0; i < 7; i++)
        {
            var file = File($"r{i}", i % 2 == 0 ? "김 순자" : "Lee Miran") with { District = i < 4 ? "deogyang" : "ilsandong" };
            await Book.AppendAsync([Append(file with { MergedInto = i == 6 ? "r0" : null, Standing = file.Standing with { Status = i == 1 ? ResidentStatus.Out : ResidentStatus.AtHome } })], None);
        }
        var page = await Directory.ListAsync(new ResidentFilter(Limit: 4), None);
        Assert.Equal((6L, "r3", 4), (page.Total, page.Next, page.Items.Count));
        Assert.Equal(["r4", "r5"], (await Directory.ListAsync(new ResidentFilter(After: page.Next), None)).Items.Select(item => item.Id));
        Assert.Equal(["r4", "r5"], await IdsAsync(new ResidentFilter(District: "ilsandong")));
        Assert.Equal(["r1"], await IdsAsync(new ResidentFilter(Status: ResidentStatus.Out)));
        Assert.Equal(["r0", "r2", "r4"], await IdsAsync(new ResidentFilter(Name: "김순")));
        Assert.Equal(["r1", "r3"], await IdsAsync(new ResidentFilter(Name: "miran", District: "deogyang")));
        Assert.Equal(["r5"], await IdsAsync(new ResidentFilter(Name: "r5")));
        Assert.Equal(6, (await IdsAsync(new ResidentFilter(Complete: false, Caseworker: "worker-park"))).Count);
        Assert.Empty(await IdsAsync(new ResidentFilter(Complete: true)));
    }

    [Fact]
    public async Task Name_Changed_IsFoundUnderTheNewOneOnly()
    {
        await Book.AppendAsync([Append(File("r1", "김순자"))], None);
        Assert.Single(await IdsAsync(new ResidentFilter(Name: "순자")));
        await Book.AppendAsync([Append(File("r1", "이영희", 2))], None);
        Assert.Empty(await IdsAsync(new ResidentFilter(Name: "순자")));
        Assert.Single(await IdsAsync(new ResidentFilter(Name: "영희")));
    }

    [Fact]
    public async Task Erased_TakesTheWordsOutOfTheWholeHistory()
    {
        await Book.AppendAsync([Append(File("r1", "김순자"), "entered")], None);
        var gone = File("r1", "x", 2) with { Profile = null, ErasedAt = Sample.Now, EraseAt = null };
        await Book.AppendAsync([new(gone, new ResidentEvent(2, Sample.Now, "hub", ResidentEventKind.Erased, [], null, []))], None);
        var history = await Directory.HistoryAsync("r1", null, 10, None);
        Assert.Equal([ResidentEventKind.Erased, ResidentEventKind.Created], history.Select(line => line.Kind));
        Assert.All(history, line => Assert.Equal((null, 0), (line.Reason, line.Changes.Count)));
        Assert.Null(Assert.Single((await Directory.ListAsync(new ResidentFilter(), None)).Items).Name);
    }

    [Fact]
    public async Task DueForErasure_NamesWhomTheTimeIsOverFor()
    {
        await Book.AppendAsync([Append(File("r1", "a") with { EraseAt = Sample.Now.AddDays(1) }), Append(File("r2", "b") with { EraseAt = Sample.Now.AddDays(-1) }), Append(File("r3", "c"))], None);
        Assert.Equal(["r2"], await Directory.DueForErasureAsync(Sample.Now, 10, None));
    }

    [Fact]
    public async Task Incident_IsStoredWithoutTheName_AndShowsTheOneThatHoldsNow()
    {
        await Book.AppendAsync([Append(File("r1", "김순자"))], None);
        var log = _hub.Get<SafetyHub.Grains.Incidents.IIncidentLog>();
        await log.AppendAsync(Sample.Append(Sample.Incident(1), signal: "robot-1/e1"), None);
        var queries = _hub.Get<IIncidentQueries>();
        Assert.Equal("김순자", (await queries.FindAsync(Sample.Incident(1), None))!.Subject.Name);
        Assert.Equal("김순자", (await log.LoadAsync(Sample.Incident(1), None))!.SubjectName);
        await Book.AppendAsync([Append(File("r1", "김순희", 2))], None);
        Assert.Equal("김순희", Assert.Single((await queries.ListAsync(new IncidentFilter(IncidentStatusFilter.All, null, null, null, null, 50, null), None)).Items).Subject.Name);
        await Book.AppendAsync([Append(File("r2", "김순희") with { MergedInto = null }), Append(File("r1", "김순희", 3) with { MergedInto = "r2" })], None);
        var ofTheOther = await queries.ListAsync(new IncidentFilter(IncidentStatusFilter.All, new SubjectRef(SubjectKind.Resident, "r2"), null, null, null, 50, null), None);
        Assert.Equal(Sample.Incident(1), Assert.Single(ofTheOther.Items).Id);
    }

    [Fact]
    public async Task AccessLog_AskedByTarget_NamesWhoReadIt()
    {
        var audit = _hub.Get<IAuditLog>();
        foreach (var (actor, target) in new[] { ("user:a", "resident/r1"), ("user:b", "resident/r2"), ("user:c", "resident/r1") })
            await audit.WriteAsync(new AuditEntry(0, Sample.Now, actor, "resident.view", target, "purpose=incident"), None);
        Assert.Equal(["user:c", "user:a"], (await _hub.Get<IAccessLog>().OfTargetAsync("resident/r1", null, 10, None)).Select(entry => entry.Actor));
    }

    [Fact]
    public async Task Record_WhoseKeyIsMissing_StillHasItsDistrict_AndIsNotOverwritten()
    {
        await Book.AppendAsync([Append(File("r1", "김순자"))], None);
        var stranger = new ResidentBook(_hub.Database, new PersonalSeal(new EphemeralDataProtectionProvider(), NullLogger<PersonalSeal>.Instance));
        var file = (await stranger.LoadAsync("r1", None))!;
        Assert.Equal((false, "deogyang", 1, null), (file.IsReadable, file.District, file.Version, file.Profile));
    }

    private async Task<IReadOnlyList<string>> IdsAsync(ResidentFilter filter) => [.. (await Directory.ListAsync(filter, None)).Items.Select(item => item.Id)];

    internal static ResidentFile File(string id, string name, int version = 1) => new(
        id, version, "deogyang",
        new ResidentProfile(name, "deogyang", new GeoPoint(37.6, 126.8), "화정로 27, 302동", "010-1234-5678", "ko", "worker-park")
        {
            BirthYear = 1941, Contacts = [new("김따님", "딸", "010-8888-1111")], Conditions = "심부전", Access = "비밀번호 4711", QuietHours = new(new(22, 0), new(7, 0)),
        },
        new ResidentStanding(ResidentStatus.AtHome, Sample.Now, "user:lee", "딸네 집에서 돌아옴"), [new Consent(ConsentPurpose.Research, true, Sample.Now, "user:lee", "본인 서면")],
        [], null, Sample.Now, null, null);

    internal static ResidentAppend Append(ResidentFile file, string? reason = null) => new(
        file, new ResidentEvent(file.Version, Sample.Now, "user:lee", file.Version == 1 ? ResidentEventKind.Created : ResidentEventKind.Changed, ["name"], reason,
            [new FieldChange("name", null, file.Profile!.Name)]));
}

public sealed class SqliteResidentBookTests(SqliteFixture storage) : ResidentBookContract(storage), IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task File_Searched_HoldsNothingPersonal()
    {
        var options = await storage.NewOptionsAsync();
        var path = options.ConnectionString["Data Source=".Length..];
        await using (var hub = await storage.HubAsync(options))
        {
            var file = File("r1", "홍길동전");
            await hub.Get<IResidentBook>().AppendAsync([Append(file, "이사 후 정정")], CancellationToken.None);
            var incident = Sample.Append(Sample.Incident(1), signal: "robot-1/e1");
            incident = incident with { Snapshot = incident.Snapshot with { Subject = incident.Snapshot.Subject with { Name = "홍길동전" } } };
            await hub.Get<SafetyHub.Grains.Incidents.IIncidentLog>().AppendAsync(incident, CancellationToken.None);
            Assert.Single((await hub.Get<IResidentDirectory>().ListAsync(new ResidentFilter(Name: "홍길동"), CancellationToken.None)).Items);
        }
        foreach (var part in System.IO.Directory.GetFiles(Path.GetDirectoryName(path)!, "hub.*"))
        {
            var bytes = await ReadSharedAsync(part);
            foreach (var word in new[] { "홍길동전", "화정로", "010-1234-5678", "1941", "김따님", "심부전", "4711", "딸네", "본인 서면", "이사 후" })
            {
                Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(word)) < 0, $"{Path.GetFileName(part)} holds '{word}'");
                var escaped = string.Concat(word.Select(c => c > 127 ? $"\\u{(int)c:X4}" : c.ToString()));
                Assert.True(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(escaped)) < 0, $"{Path.GetFileName(part)} holds '{word}' escaped");
            }
        }
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}

public sealed class PostgresResidentBookTests(PostgresFixture storage) : ResidentBookContract(storage), IClassFixture<PostgresFixture>;
