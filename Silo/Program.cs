using SafetyHub.Silo;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Start;

if (await Commands.TryRunAsync(args) is { } exitCode) return exitCode;

var builder = HubBuilder.Create(args);
var configuration = HubConfiguration.Read(builder.Configuration);

return await HubProcess.RunAsync(configuration, () =>
{
    builder.UseHub(configuration);
    builder.AddRoles(configuration);

    var app = builder.Build();
    app.MapRoles(configuration.Options);
    return app;
});
