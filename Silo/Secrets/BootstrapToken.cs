using System.Security.Cryptography;
using SafetyHub.Access;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Secrets;

/// <summary>
/// The first administrator's token: from the configuration, else made at the first start and kept in the data directory. It is made known to the
/// token store at every start, so an operator who has lost all others can always come in through the data directory.
/// </summary>
internal sealed class BootstrapToken(HubOptions options, ITokenImport import, IApiTokens tokens) : IHostedService
{
    private const string Name = "bootstrap";

    /// <summary>Where the token is kept when it was not configured.</summary>
    public string Path { get; } = System.IO.Path.Combine(options.DataDirectory, "bootstrap-token");

    /// <summary>Where people find it, in plain words.</summary>
    public string Whereabouts => options.Api.BootstrapToken is { Length: > 0 } ? "as configured in SafetyHub:Api:BootstrapToken"
        : File.Exists(Path) ? Path
        : "in the data directory of the process that started first";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await TakeAsync(cancellationToken) is { } token) await import.ImportAsync(Name, Roles.Administrator, token, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> TakeAsync(CancellationToken cancel)
    {
        if (options.Api.BootstrapToken is { Length: > 0 } configured) return configured;
        if (!File.Exists(Path))
        {
            // On a shared database another machine may have made the token already; a second one would make the first worthless.
            if (options.OnPostgres && (await tokens.ListAsync(cancel)).Any(t => t.Name == Name)) return null;
            PrivateFile.TryCreate(Path, "hub_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n");
        }
        return (await File.ReadAllTextAsync(Path, cancel)).Trim();
    }
}
