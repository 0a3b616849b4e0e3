using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SafetyHub.Dashboard.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>Puts the HTTP API v1 and the SignalR hub into a web host.</summary>
public static class ApiRegistration
{
    /// <summary>Registers what the API needs: bearer tokens, rights, JSON form, problem details, OpenAPI, the live hub.</summary>
    public static IServiceCollection AddHubApi(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerTokenHandler.Scheme, null);
        services.AddAuthorizationBuilder().AddApiRights();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ProblemForRefusedCaller>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiFaults>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        services.AddOpenApi("v1", OpenApiDocument.Describe);
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = 4 * 1024;
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(20);
            hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
        }).AddJsonProtocol(json => Configure(json.PayloadSerializerOptions));
        services.AddSingleton<IncidentAudience>();
        services.AddScoped<DeviceRegistrar>();
        services.AddScoped<CameraOffice>();
        return services;
    }

    /// <summary>Maps <c>/api/v1</c>, <c>/hubs/incidents</c> and <c>/openapi/v1.json</c>.</summary>
    public static void MapHubApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithGroupName("v1").AddEndpointFilter<BadRequestFilter>().DisableAntiforgery();
        api.MapResidents();
        api.MapRisk();
        api.MapPlaces();
        api.MapDevices();
        api.MapDeviceCommands();
        api.MapCameras();
        api.MapBridges();
        api.MapAdapters();
        api.MapIncidents();
        api.MapIncidentActs();
        api.MapEvidenceApi();
        api.MapDuty();
        api.MapAdministration();
        routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(ApiRights.Read);
        routes.MapHub<IncidentHub>("/hubs/incidents", hub => hub.TransportMaxBufferSize = 256 * 1024).RequireAuthorization(ApiRights.Follow);
    }

    private static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
    }
}
