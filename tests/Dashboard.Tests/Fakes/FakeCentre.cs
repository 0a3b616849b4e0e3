using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SafetyHub.Access;
using SafetyHub.Adapters;
using SafetyHub.Alerts;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Access;
using SafetyHub.Devices;
using SafetyHub.Duty;
using SafetyHub.Evidence;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>The screens in their own web host on a free port of the loopback, over a town in memory.</summary>
internal sealed class FakeCentre : IAsyncDisposable
{
    public const string Password = "correct-horse-battery";

    /// <summary>What the health of the disk says: ok, low or full.</summary>
    public static string DiskBand { get; set; } = "ok";

    public FakeArchive Archive => _app.Services.GetRequiredService<FakeArchive>();
    private readonly WebApplication _app;

    private FakeCentre(WebApplication app, string folder, FakeIncidents incidents, FakeGrains grains)
    {
        (_app, Folder, Incidents, Grains) = (app, folder, incidents, grains);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }
    public string Folder { get; }
    public FakeIncidents Incidents { get; }
    public FakeGrains Grains { get; }
    public FakeAudit Audit => (FakeAudit)_app.Services.GetRequiredService<IAuditLog>();
    public FakeEvidence Evidence => (FakeEvidence)_app.Services.GetRequiredService<IEvidenceStore>();
    public FakeRegistry Registry => (FakeRegistry)_app.Services.GetRequiredService<IDeviceRegistry>();
    public IServiceProvider Services => _app.Services;

    public static async Task<FakeCentre> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("safetyhub-dashboard-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(FakeCentre).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseStaticWebAssets().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration["SafetyHub:Dashboard:DataDirectory"] = folder;
        var incidents = new FakeIncidents(TimeProvider.System);
        var grains = new FakeGrains(incidents);
        builder.Services.AddSingleton<IGrainFactory>(grains).AddSingleton<IIncidentQueries>(incidents);
        builder.Services.AddSingleton<FakeAudit>().AddSingleton<IAuditLog>(provider => provider.GetRequiredService<FakeAudit>());
        builder.Services.AddSingleton<IAccessLog>(provider => provider.GetRequiredService<FakeAudit>()).AddSingleton<IResidentDirectory>(grains.Residents);
        builder.Services.AddSingleton<IEvidenceStore, FakeEvidence>();
        builder.Services.AddSingleton(provider => new FakeArchive((FakeEvidence)provider.GetRequiredService<IEvidenceStore>()));
        builder.Services.AddSingleton<IEvidenceArchive>(provider => provider.GetRequiredService<FakeArchive>());
        builder.Services.AddSingleton<IUnmasking, FakeUnmasking>().AddSingleton<IPrivacyFilter, FakeFilter>();
        builder.Services.AddSingleton<IAlertAdministration, FakeAlerts>().AddSingleton<IDeviceRegistry, FakeRegistry>().AddSingleton<IAdapterBook, FakeAdapterBook>();
        builder.Services.AddHealthChecks()
            .AddCheck("disk", () => HealthCheckResult.Degraded("short of room", data: new Dictionary<string, object> { ["band"] = DiskBand }));
        builder.AddDashboard(database => database.UseSqlite($"Data Source={Path.Combine(folder, "people.db")}"));
        var app = builder.Build();
        await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<HubIdentityContext>().Database.EnsureCreatedAsync();
        app.MapDashboard();
        app.MapGet("/health/live", () => "live");
        await app.StartAsync();
        return new FakeCentre(app, folder, incidents, grains);
    }

    public async Task AddPersonAsync(string name, string displayName, string role, string? worker = null)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
        var user = new HubUser { UserName = name, DisplayName = displayName, Caseworker = worker };
        var made = await users.CreateAsync(user, Password);
        if (!made.Succeeded) throw new InvalidOperationException(string.Join(", ", made.Errors.Select(error => error.Code)));
        await users.AddToRoleAsync(user, role);
        scope.ServiceProvider.GetRequiredService<PeopleDirectory>().Forget();
    }

    /// <summary>A day in a town: every severity, owned and not, silent devices, a camera's intrusion with a still.</summary>
    public async Task PopulateAsync(byte[] still)
    {
        await AddPersonAsync("kim", "김관제", Roles.Operator);
        await AddPersonAsync("lee", "이책임", Roles.Supervisor);
        await AddPersonAsync("park", "박돌봄", Roles.Caseworker, "worker-park");
        Grains.Workers["worker-park"] = new CaseworkerProfile("박돌봄", "deogyang", "ko");
        Grains.OnDuty["deogyang"] = ["worker-park"];
        Grains.Residents.Add("r-hong", new ResidentProfile("홍순자", "deogyang", null, "고양시 덕양구 화정로 27, 302동 1104호", "031-123-4567", "ko", "worker-park")
        {
            BirthYear = 1941, Conditions = "심부전, 보청기 사용", Access = "공동현관 #4711, 열쇠는 경비실", Notes = "작은 개가 있음",
            Contacts = [new("김영희", "딸", "010-2222-3333"), new("김철수", "아들", "010-4444-5555"), new("박이웃", "옆집", "010-6666-7777")],
        });
        Town.Fill(Incidents, Evidence, still);
        Town.AddCameras(Registry, Grains, still);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
