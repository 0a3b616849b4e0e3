using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SafetyHub.Access;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Alerts.Push;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Secrets;
using SafetyHub.Silo.Storage;
using SafetyHub.Silo.Tests.Support;
using SafetyHub.Testing;

namespace SafetyHub.Silo.Tests.Secrets;

public sealed class SecretsTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task DataDirectory_WithAllItsSecrets_IsReadableByItsOwnerOnly()
    {
        var options = new HubOptions { DataDirectory = _temp.File("data") };
        Directory.CreateDirectory(options.DataDirectory, (UnixFileMode)0b111_101_101); // somebody made it with the usual rights
        PrivateFile.MakeFolder(options.DataDirectory);
        await using var services = Services(options);

        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("x");
        _ = services.GetRequiredService<VapidKeys>().PublicKey;
        await services.GetRequiredService<BootstrapToken>().StartAsync(CancellationToken.None);

        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(options.DataDirectory));
        var files = Directory.GetFiles(options.DataDirectory, "*", SearchOption.AllDirectories);
        Assert.Equal(3, files.Length); // a key of data protection, the push key pair, the token
        Assert.All(files, f => Assert.Equal(OwnerFile, File.GetUnixFileMode(f)));
    }

    [Fact]
    public void DataProtection_AfterARestart_OpensWhatItSealed()
    {
        var options = new HubOptions { DataDirectory = _temp.Path };
        string text;
        using (var first = Services(options)) text = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("camera").Protect("rtsp://u:p@cam");

        using var second = Services(options);

        Assert.Equal("rtsp://u:p@cam", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("camera").Unprotect(text));
    }

    [Fact]
    public void PushKeys_AfterARestart_AreTheSame()
    {
        var options = new HubOptions { DataDirectory = _temp.Path };
        using var first = Services(options);
        using var second = Services(options);

        Assert.Equal(first.GetRequiredService<VapidKeys>().PublicKey, second.GetRequiredService<VapidKeys>().PublicKey);
    }

    [Fact]
    public async Task BootstrapToken_NotConfigured_IsMadeOnceAndMadeKnownAtEveryStart()
    {
        var options = new HubOptions { DataDirectory = _temp.Path };
        var known = new List<string>();
        await StartTokenAsync(options, known);
        await StartTokenAsync(options, known);

        Assert.Equal(known[0], known[1]);
        Assert.Equal(known[0], (await File.ReadAllTextAsync(_temp.File("bootstrap-token"))).Trim());
        Assert.True(known[0].Length >= 64);
    }

    [Fact]
    public async Task BootstrapToken_Configured_IsTakenAndNotWrittenToDisk()
    {
        var options = new HubOptions { DataDirectory = _temp.Path, Api = new ApiSection { BootstrapToken = "from-the-operator" } };
        var known = new List<string>();

        await StartTokenAsync(options, known);

        Assert.Equal(["from-the-operator"], known);
        Assert.Empty(Directory.GetFiles(_temp.Path));
    }

    private static async Task StartTokenAsync(HubOptions options, List<string> known)
    {
        await using var services = Services(options, known);
        await services.GetRequiredService<BootstrapToken>().StartAsync(CancellationToken.None);
    }

    private static ServiceProvider Services(HubOptions options, List<string>? known = null)
    {
        var import = Answers.Of<ITokenImport>(("ImportAsync", a =>
        {
            Assert.Equal(("bootstrap", Roles.Administrator), ((string)a[0]!, (string)a[1]!));
            known?.Add((string)a[2]!);
            return Task.CompletedTask;
        }
        ));
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(options).AddSingleton(options.Alerts).AddSingleton<TimeProvider>(new FakeTimeProvider(Samples.Noon)).AddSingleton<VapidKeys>();
        services.AddSingleton(import).AddSingleton(Answers.Of<IApiTokens>());
        services.AddHubSecrets(options);
        return services.BuildServiceProvider();
    }
}
