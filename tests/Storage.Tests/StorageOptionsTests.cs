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
        var result = new StorageOptionsValidator().Validate(null, new StorageOptions { ConnectionString = text });
        Assert.True(result.Failed);
        Assert.DoesNotContain("geheim", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_NameEachFault()
    {
        var result = new StorageOptionsValidator().Validate(null, new StorageOptions { MaxConnections = 1, TelemetryRetention = TimeSpan.Zero });
        Assert.Equal(2, result.Failures!.Count());
    }
}
