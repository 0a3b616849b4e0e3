using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using SafetyHub.Dashboard.Access;
using SafetyHub.Dashboard.Api;
using SafetyHub.Dashboard.Devices;
using SafetyHub.Dashboard.Duty;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Dashboard.Live;
using SafetyHub.Dashboard.Residents;
using SafetyHub.Dashboard.Shell;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard;

/// <summary>Puts the screens into a host: control room, caseworkers' pages, sign-in and the live feed.</summary>
public static class DashboardRegistration
{
    /// <summary>
    /// Adds what the screens need. The host also provides: a grain factory, the ports (incident queries,
    /// evidence store and archive, unmasking, privacy filter, device registry, audit log, alert administration), data protection keys and a <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="builder">The host. It must call <c>WebHost.UseStaticWebAssets()</c> when it runs without being published.</param>
    /// <param name="people">Chooses the database of <see cref="HubIdentityContext"/>; its tables exist before the host starts.</param>
    public static WebApplicationBuilder AddDashboard(this WebApplicationBuilder builder, Action<DbContextOptionsBuilder> people)
    {
        var services = builder.Services;
        services.AddOptions<DashboardOptions>().BindConfiguration(DashboardOptions.Section)
            .PostConfigure(AddDefaultDistricts).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddProblemDetails();
        services.AddMemoryCache();
        services.AddDataProtection().SetApplicationName("SafetyHub");
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = MudBlazor.Defaults.Classes.Position.BottomLeft);
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options => options.Cookie.Name = "safetyhub.form");
        services.AddScoped<Words>();
        services.AddScoped<IncidentWording>();
        services.AddSingleton<IIncidentWording, SharedWording>();
        services.AddScoped<IncidentDesk>();
        services.AddScoped<EvidenceDesk>();
        services.AddScoped<CaseworkerList>();
        services.TryAddScoped<DeviceRegistrar>();
        services.AddScoped<ResidentReading>().AddScoped<ResidentOffice>().AddScoped<ResidentImport>();
        services.AddSingleton<ImportDrafts>().AddSingleton<EditDrafts>();
        services.AddSingleton<OnceNotes>();
        services.AddSingleton<CameraViewings>();
        services.TryAddScoped<CameraOffice>();
        services.AddScoped<PeopleOffice>();
        services.AddPeople(people);
        services.AddFeed();
        return builder;
    }

    /// <summary>Puts the pages and endpoints of the screens into the pipeline. Call it before endpoints that need sign-in are mapped.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseExceptionHandler());
        app.UseRequestLocalization(HubLanguages.Localization);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<PasswordChangeGate>();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            // The framework adds a policy of its own, which would let the hub frame itself.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
        app.MapAccount();
        app.MapPeople();
        app.MapEvidence();
        app.MapCameraPictures();
        app.MapCaseworker();
        app.MapResidentPages();
        return app;
    }

    private static void AddFeed(this IServiceCollection services)
    {
        services.AddSingleton<FeedMetrics>();
        services.AddSingleton<IncidentFeed>();
        services.AddSingleton<IIncidentFeed>(provider => provider.GetRequiredService<IncidentFeed>());
        services.AddHostedService(provider => provider.GetRequiredService<IncidentFeed>());
    }

    private static void AddDefaultDistricts(DashboardOptions options)
    {
        if (options.Districts.Count > 0) return;
        foreach (var district in DashboardOptions.Goyang) options.Districts.Add(district);
    }
}
