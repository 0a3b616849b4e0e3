using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Audit;
using SafetyHub.Grains.Risk;
using SafetyHub.Silo.Risk;
using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.Silo.Tests.Risk;

/// <summary>The rules file in use: taken as a whole, or the rules before it stay in force.</summary>
public sealed class RiskRulesWatchTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Written _audit = new();
    private readonly RiskRulesBook _book;
    private readonly RiskRulesWatch _watch;
    private readonly string _file;

    public RiskRulesWatchTests()
    {
        _file = Path.Combine(_folder.Path, "rules.yaml");
        _book = new RiskRulesBook(_clock);
        _watch = new RiskRulesWatch(_book, Options.Create(new RiskOptions { RulesFile = _file }), _audit, _clock, NullLogger<RiskRulesWatch>.Instance);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task File_ThatIsGood_IsInForceAtTheNextLook()
    {
        await PutAsync("name: SafetyHub default rules", "name: Goyang");
        Assert.Equal(("Goyang", null), (_book.Current.Name, _book.Status.Refusal));
        Assert.Equal("risk.rules-taken", _audit.Entries.Single().Action);
    }

    [Fact]
    public async Task File_WithFaults_IsRefusedAsAWhole_AndTheOldRulesStayInForce()
    {
        await PutAsync("name: SafetyHub default rules", "name: Goyang");
        var (rules, since) = (_book.Current, _book.Status.Since);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PutAsync("ask-at: 40", "ask-at: forty");

        Assert.Same(rules, _book.Current);
        Assert.Equal(since, _book.Status.Since);
        var refusal = _book.Status.Refusal!;
        Assert.Equal(4, refusal.Faults.Count);
        Assert.All(refusal.Faults, fault => Assert.True(fault.Line > 1 && fault.Column > 1 && fault.Path.EndsWith("ask-at", StringComparison.Ordinal)));
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync()).Status);
        Assert.Equal("risk.rules-refused", _audit.Entries.Last().Action);
    }

    [Fact]
    public async Task File_CorrectedAgain_IsTaken_AndHealthIsGood()
    {
        await PutAsync("version: 1", "version: 9");
        await PutAsync("version: 1", "version: 1");
        Assert.Null(_book.Status.Refusal);
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync()).Status);
    }

    [Fact]
    public async Task File_ThatIsGone_ChangesNothingInForce_AndIsToldOnce()
    {
        await PutAsync("name: SafetyHub default rules", "name: Goyang");
        File.Delete(_file);
        await _watch.LookAsync(CancellationToken.None);
        await _watch.LookAsync(CancellationToken.None);
        Assert.Equal("Goyang", _book.Current.Name);
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync()).Status);
        Assert.Single(_audit.Entries, entry => entry.Action == "risk.rules-unreadable");
        await PutAsync("name: SafetyHub default rules", "name: Goyang");
        Assert.Null(_book.Status.Refusal);
    }

    [Fact]
    public async Task File_ThatDoesNotChange_IsOfferedOnce()
    {
        await PutAsync("version: 1", "version: 1");
        await _watch.LookAsync(CancellationToken.None);
        Assert.Single(_audit.Entries);
    }

    private async Task PutAsync(string right, string wrong)
    {
        var text = Encoding.UTF8.GetString(RulesFile.DefaultBytes()).Replace(right, wrong, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_file, text);
        await _watch.LookAsync(CancellationToken.None);
    }

    private Task<HealthCheckResult> HealthAsync() => new RiskRulesCheck(_book).CheckHealthAsync(new HealthCheckContext());

    private sealed class Written : IAuditLog
    {
        public List<AuditEntry> Entries { get; } = [];

        public Task WriteAsync(AuditEntry entry, CancellationToken cancel)
        {
            Entries.Add(entry);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<AuditEntry>> ListAsync(long? before, int limit, CancellationToken cancel) => Task.FromResult<IReadOnlyList<AuditEntry>>(Entries);
    }
}
