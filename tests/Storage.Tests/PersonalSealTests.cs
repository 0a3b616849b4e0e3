using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.Silo.Storage;
using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.Storage.Tests;

public sealed class PersonalSealTests
{
    [Fact]
    public void Words_SealedWithAnOlderKey_OpenAfterANewOneWasMade()
    {
        using var folder = new TempDirectory();
        byte[] old;
        using (var first = Keys(folder.Path)) old = Seal(first).SealName("r1", "김순자");
        using var second = Keys(folder.Path);
        second.GetRequiredService<IKeyManager>().CreateNewKey(DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddDays(90));
        using var third = Keys(folder.Path);
        var seal = Seal(third);
        Assert.Equal("김순자", seal.OpenName("r1", old));
        var renewed = seal.SealName("r1", "김순자");
        // Four bytes of a mark, then the id of the key.
        Assert.NotEqual(old[4..20], renewed[4..20]);
    }

    [Fact]
    public void Words_OfAnotherResident_OrChanged_DoNotOpen()
    {
        var seal = new PersonalSeal(new EphemeralDataProtectionProvider(), NullLogger<PersonalSeal>.Instance);
        var bytes = seal.SealName("r1", "김순자");
        Assert.Null(seal.OpenName("r2", bytes));
        bytes[^1] ^= 1;
        Assert.Null(seal.OpenName("r1", bytes));
    }

    private static ServiceProvider Keys(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection().SetApplicationName("SafetyHub").PersistKeysToFileSystem(new DirectoryInfo(folder));
        return services.BuildServiceProvider();
    }

    private static PersonalSeal Seal(IServiceProvider services) => new(services.GetRequiredService<IDataProtectionProvider>(), NullLogger<PersonalSeal>.Instance);
}
