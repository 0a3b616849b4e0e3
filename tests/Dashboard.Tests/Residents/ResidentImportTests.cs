using System.Text;
using Microsoft.Extensions.Options;
using SafetyHub.Dashboard.Residents;
using SafetyHub.Dashboard.Tests.Fakes;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Tests.Residents;

public sealed class ResidentImportTests
{
    private readonly FakeGrains _grains = new(new FakeIncidents(TimeProvider.System));
    private readonly FakeAudit _audit = new();

    private FakeResidents Residents => _grains.Residents;

    [Fact]
    public async Task DryRun_SaysWhatItComesTo_AndWritesNothing()
    {
        Residents.Add("r1", Whole());
        var report = await RunAsync("id,name,phone\nr1,김순자,010-9\nr2,이순자,\n", dryRun: true);
        Assert.Equal((true, false, 2, 1, 1, 0), (report.DryRun, report.Written, report.Rows, report.Created, report.Changed, report.FaultCount));
        Assert.Equal(("010-1", 1), (Residents.Sheets["r1"].Profile!.Phone, Residents.Sheets.Count));
        Assert.Contains(_audit.Entries, entry => entry is { Action: "resident.import-check", Actor: "user:lee" });
    }

    [Fact]
    public async Task File_WithOneWrongLine_WritesNothing_UnlessTheRightOnesAreWanted()
    {
        const string file = "id,name,birthYear\nr1,김순자,1941\nr2,이순자,1700\n";
        var refused = await RunAsync(file);
        Assert.Equal((false, 1), (refused.Written, refused.FaultCount));
        Assert.Empty(Residents.Sheets);
        var taken = await RunAsync(file, partial: true);
        Assert.Equal((true, 1, 1), (taken.Written, taken.Created, taken.FaultCount));
        Assert.Equal("r1", Assert.Single(Residents.Sheets).Key);
    }

    [Fact]
    public async Task File_ImportedTwice_ChangesNothingTheSecondTime_AndLeavesWhatItDoesNotName()
    {
        Residents.Add("r1", Whole());
        const string file = "id,name,notes\nr1,김순자,개\n";
        await RunAsync(file);
        var sheet = Residents.Sheets["r1"];
        Assert.Equal(("개", "1234#", 3, 2), (sheet.Profile!.Notes, sheet.Profile.Access, sheet.Profile.Contacts.Count, sheet.Version));
        Assert.Equal(1, (await RunAsync(file)).Unchanged);
        Assert.Equal(2, Residents.Sheets["r1"].Version);
    }

    [Fact]
    public async Task Row_OfAMergedRecord_IsAFaultOfItsLine()
    {
        Residents.Add("r1", Whole());
        Residents.Sheets["r1"] = Residents.Sheets["r1"] with { MergedInto = "r9" };
        var fault = Assert.Single((await RunAsync("id,name\nr1,김순자\n")).Faults);
        Assert.Equal((2, "merged"), (fault.Line, fault.Code));
    }

    [Fact]
    public async Task Export_ImportedAgain_ChangesNothing_AndEachRecordIsALook()
    {
        Residents.Add("r1", Whole() with { Phone = "+82-10-1", Notes = "=HYPERLINK(1)", Conditions = "두\n줄, \"따옴표\"" });
        Residents.Add("r2", Whole() with { Contacts = [] });
        var file = await ExportAsync(korean: true, research: false);
        Assert.StartsWith("\ufeff대상자ID,이름", file, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", file, StringComparison.Ordinal);
        Assert.Equal(["resident/r1", "resident/r2"], _audit.Entries.Where(entry => entry is { Action: "resident.view", Detail: "purpose=export" }).Select(entry => entry.Target));
        var report = await RunAsync(file);
        Assert.Equal((0, 2), (report.FaultCount, report.Unchanged));
    }

    [Fact]
    public async Task Export_ForResearch_HoldsNobodyWhoDidNotAgree_AndNoName()
    {
        Residents.Add("r1", Whole());
        Residents.Add("r2", Whole());
        await Residents.Grain("r2").Change(new SetConsent("user:lee", ConsentPurpose.Research, true, "form"));
        var lines = (await ExportAsync(korean: false, research: true)).TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal("1940,deogyang,at-home,3", lines[1].Trim());
    }

    [Fact]
    public async Task Faults_OfEveryKind_HaveASentenceInBothLanguages()
    {
        var report = await RunAsync("id,name,birthYear,lat,lon\nr 1,,17,99,\nr2\n");
        Assert.All(report.Faults.Select(SafetyHub.Dashboard.Api.ImportFaultView.Of), view =>
        {
            Assert.DoesNotContain("import.", view.Ko, StringComparison.Ordinal);
            Assert.DoesNotContain("import.", view.En, StringComparison.Ordinal);
            Assert.NotEqual(view.Ko, view.En);
        });
    }

    private Task<ImportReport> RunAsync(string text, bool dryRun = false, bool partial = false)
    {
        var options = new DashboardOptions();
        options.Districts.Add("deogyang");
        var import = new ResidentImport(Residents, _grains, _audit, Options.Create(options), TimeProvider.System);
        return import.RunAsync("user:lee", Encoding.UTF8.GetBytes(text), dryRun, partial, CancellationToken.None);
    }

    private async Task<string> ExportAsync(bool korean, bool research)
    {
        using var stream = new MemoryStream();
        var reading = new ResidentReading(_grains, Residents, _audit, _audit, new FakeIncidents(TimeProvider.System), TimeProvider.System);
        await ResidentExport.WriteAsync(stream, reading, "user:lee", new ExportWish(new ResidentFilter(), korean, research), CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ResidentProfile Whole() => new("김순자", "deogyang", new GeoPoint(37.6, 126.8), "화정로 27", "010-1", "ko", "worker-park")
    {
        BirthYear = 1941, Contacts = [new("딸", "딸", "1"), new("아들", "아들", "2"), new("이웃", "", "3")], Access = "1234#", QuietHours = new(new(22, 0), new(7, 0)),
    };
}
