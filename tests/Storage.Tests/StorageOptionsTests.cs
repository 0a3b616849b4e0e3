using Microsoft.Extensions.Configuration;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

public sealed class StorageOptionsTests
{
    [Theory]
    [InlineData("", StorageKind.Sqlite)]
    [InlineData("Data Source=other.db", StorageKind.Sqlite)]
    [InlineData("Host=db;Database=hub;Username=hub", StorageKind.Postgres)]
    [InlineData("Server=db;Database=hub", StorageKind.Postgres)]
    public void ConnectionString_OfAKnownForm_NamesItsDatabase(string text, StorageKind kind)
    {
        var target = StorageTarget.Read(text, "data");
        Assert.Equal((kind, null), (target.Kind, target.Fault));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("User=x;Password=geheim")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Host=db")]
    [InlineData("Host=db;Database=hub;Colour=geheim")]
    public void ConnectionString_OfNoKnownForm_IsRefusedWithoutRepeatingIt(string text)
    {
        var fault = Assert.Single(Faults(("ConnectionString", text)));
        Assert.StartsWith("SafetyHub:Storage:ConnectionString ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_NameEachFault() =>
        Assert.Equal(["MaxConnections", "TelemetryRetention"], Faults(("MaxConnections", "1"), ("TelemetryRetention", "00:00:00")).Select(f => f.Split(':', ' ')[2]).Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings) => HubConfiguration.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("SafetyHub:Storage:" + s.Key, (string?)s.Value))).Build()).Faults;
}
