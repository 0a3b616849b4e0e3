using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SafetyHub.Testing.Hub;

/// <summary>The hub's HTTP API as an outside program sees it.</summary>
public sealed class HubApi : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Calls the API at <paramref name="root"/> with a token, or without one.</summary>
    public HubApi(Uri root, string? token)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = root, Timeout = TimeSpan.FromSeconds(30) };
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko");
    }

    /// <summary>The client underneath, for what is not wrapped.</summary>
    public HttpClient Http => _http;

    /// <summary>True when <c>/health/ready</c> answers 200.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            using var answer = await _http.GetAsync("/health/ready", limit.Token);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads JSON; throws with the answer's text when the status is not a success.</summary>
    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await _http.GetAsync(path));

    /// <summary>Puts JSON.</summary>
    public async Task<JsonElement> PutAsync(string path, object body) => await ReadAsync(await _http.PutAsJsonAsync(path, body));

    /// <summary>Posts JSON.</summary>
    public async Task<JsonElement> PostAsync(string path, object? body = null) => await ReadAsync(await _http.PostAsJsonAsync(path, body ?? new { }));

    /// <summary>Registers a resident with one device and returns the device's secret.</summary>
    public async Task<string> AddHomeAsync(string resident, string device, string kind = "robot", string district = "deogyang")
    {
        await PutAsync($"/api/v1/residents/{resident}", new { name = "어르신 " + resident, district });
        return await AddDeviceAsync(device, new { kind, name = device, residentId = resident });
    }

    /// <summary>Registers a device and returns its secret.</summary>
    public async Task<string> AddDeviceAsync(string device, object body)
    {
        var registered = await PutAsync($"/api/v1/devices/{device}", body);
        return registered.GetProperty("secret").GetString() ?? throw new InvalidOperationException($"'{device}' was registered before; its secret is not shown again");
    }

    /// <summary>All incidents of a status, page by page.</summary>
    public async Task<List<JsonElement>> IncidentsAsync(string status = "all", string? more = null)
    {
        var all = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = await GetAsync($"/api/v1/incidents?status={status}&limit=500{more}{(next is null ? "" : "&after=" + Uri.EscapeDataString(next))}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return all;
    }

    /// <summary>All signal ids of an incident, page by page.</summary>
    public async Task<List<string>> SignalIdsAsync(string incident)
    {
        var all = new List<string>();
        string? next = null;
        do
        {
            var page = await GetAsync($"/api/v1/incidents/{incident}/signals?limit=500{(next is null ? "" : "&after=" + next)}");
            all.AddRange(page.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return all;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{(int)answer.StatusCode} {answer.RequestMessage?.RequestUri}: {text}", null, answer.StatusCode);
            return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        }
    }
}
