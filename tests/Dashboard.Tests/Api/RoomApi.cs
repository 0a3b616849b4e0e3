using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SafetyHub.Access;
using SafetyHub.Audit;
using SafetyHub.Dashboard.Api;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Monitoring;
using SafetyHub.Dashboard.Tests.Fakes;

namespace SafetyHub.Dashboard.Tests.Api;

/// <summary>The room's part of the API in a web host on a free port of the loopback. The name of a token is its role and a number: <c>operator-1</c>.</summary>
internal sealed class RoomApi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private RoomApi(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public FakeRoom Room => (FakeRoom)_app.Services.GetRequiredService<IGrainFactory>();

    public IReadOnlyList<AuditEntry> Audit => [.. ((FakeAudit)_app.Services.GetRequiredService<IAuditLog>()).Entries];

    public static async Task<RoomApi> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHubApi().AddSingleton<IGrainFactory, FakeRoom>().AddSingleton<IAuditLog, FakeAudit>().AddSingleton<IApiTokens, Tokens>();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IIncidentWording, SharedWording>().AddScoped<WallDesk>();
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseAuthentication();
        app.UseAuthorization();
        var api = app.MapGroup("/api/v1").WithGroupName("v1").AddEndpointFilter<BadRequestFilter>();
        api.MapRoom();
        api.MapWalls();
        api.MapOffenders();
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(ApiRights.Read);
        await app.StartAsync();
        return new RoomApi(app);
    }

    public async Task<(int Status, JsonElement Body)> SendAsync(string method, string path, string? token, object? body = null, string language = "ko")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class Tokens : IApiTokens
    {
        public ValueTask<ApiCaller?> FindAsync(string token, CancellationToken cancel) => new(new ApiCaller(token, token.Split('-')[0], null));
        public Task<string> CreateAsync(string name, string role, DateTimeOffset? expiresAt, CancellationToken cancel) => throw new NotSupportedException();
        public Task<bool> RevokeAsync(string name, CancellationToken cancel) => throw new NotSupportedException();
        public Task<IReadOnlyList<ApiCaller>> ListAsync(CancellationToken cancel) => throw new NotSupportedException();
    }
}
