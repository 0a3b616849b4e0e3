using Microsoft.Extensions.Configuration;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Tests.Configuration;

public sealed class HubConfigurationTests
{
    [Fact]
    public void Configuration_Empty_HasDocumentedDefaults()
    {
        var read = Read();

        Assert.Empty(read.Faults);
        Assert.Equal(HubRoles.All, read.Options.Roles);
        Assert.Equal(["deogyang", "ilsandong", "ilsanseo"], read.Options.Districts);
        Assert.Equal(Path.GetFullPath("data"), read.Options.DataDirectory);
        Assert.False(read.Options.OnPostgres);
        var url = Assert.Single(read.Urls);
        Assert.Equal("http://127.0.0.1:8080", url.ToString());
    }

    [Fact]
    public void Configuration_ManyFaults_ListsEveryOne()
    {
        var read = Read(
            ("SafetyHub:Roles", "silo,kitchen"),
            ("SafetyHub:Districts", "deogyang,Deogyang!,deogyang"),
            ("SafetyHub:Colour", "red"),
            ("SafetyHub:Cluster:SiloPort", "many"),
            ("SafetyHub:Cluster:SiloPrt", "1"),
            ("SafetyHub:Telemetry:OtlpEndpoint", "nowhere"),
            ("SafetyHub:Telemetry:LogFormat", "Xml"),
            ("SafetyHub:Alerts:ParallelPerChannel", "1000"),
            ("SafetyHub:Alerts:Webhooks:city:Url", "ftp://city"),
            ("SafetyHub:Alerts:Webhooks:city:Secret", "short"),
            ("SafetyHub:Alerts:Push:Contact", "me"),
            ("urls", "127.0.0.1"));

        Assert.Collection(
            read.Faults.Order(StringComparer.Ordinal),
            f => Assert.StartsWith("ASPNETCORE_URLS: '127.0.0.1'", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Alerts:ParallelPerChannel", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Alerts:Push:Contact", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Alerts:Webhooks:city:Secret", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Alerts:Webhooks:city:Url", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Cluster:SiloPort cannot be read: expected a whole number", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Cluster:SiloPrt is not a known setting", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Colour is not a known setting", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Districts: 'Deogyang!' is not a district id", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Districts: 'deogyang' stands there 2 times", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Roles: 'kitchen' is not a role", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Telemetry:LogFormat cannot be read", f, StringComparison.Ordinal),
            f => Assert.StartsWith("SafetyHub:Telemetry:OtlpEndpoint", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bridge")]
    [InlineData("dashboard, bridge")]
    public void Roles_WithoutSiloOnSqlite_AreAFaultThatSaysWhatToDo(string roles)
    {
        var fault = Assert.Single(Read(("SafetyHub:Roles", roles)).Faults);

        Assert.Contains("add the role silo, or set SafetyHub:Storage:ConnectionString", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_WithoutSiloOnPostgres_AreFine()
    {
        var read = Read(("SafetyHub:Roles", "bridge"), ("SafetyHub:Storage:ConnectionString", "Host=127.0.0.1;Database=hub;Username=hub"));

        Assert.Empty(read.Faults);
        Assert.Equal(HubRoles.Bridge, read.Options.Roles);
    }

    [Fact]
    public void Faults_OfSecretSettings_NeverRepeatTheValue()
    {
        var read = Read(
            ("SafetyHub:Storage:ConnectionString", "Hst=db;Password=hunter2hunter2"),
            ("SafetyHub:Api:BootstrapToken", "hunter2 hunter2"),
            ("SafetyHub:Alerts:Webhooks:city:Url", "https://city.example/hook"),
            ("SafetyHub:Alerts:Webhooks:city:Secret", "hunter2"));

        Assert.Equal(3, read.Faults.Count);
        Assert.DoesNotContain(read.Faults, f => f.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void DataDirectory_ThatIsAFile_IsAFault()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Contains(Read(("SafetyHub:DataDirectory", file)).Faults, f => f.EndsWith("is a file, not a folder", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static HubConfiguration Read(params (string Key, string Value)[] settings) => HubConfiguration.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
