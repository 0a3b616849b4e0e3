using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SafetyHub.DeviceBridge.Adapters.Frigate;

/// <summary>What became of a fetch.</summary>
internal enum StillOutcome
{
    Fetched = 0,
    /// <summary>Frigate has none.</summary>
    None,
    TooLarge,
    NoPicture,
    Refused,
    TooSlow,
    Failed,
}

/// <summary>
/// Fetches stills from Frigate's API within a time, a size and a number at once. Redirects are not followed and no proxy is used: the address is the one the
/// operator has named. Safe for concurrent use.
/// </summary>
internal sealed class FrigateStills : IDisposable
{
    private readonly AdapterSourceOptions _source;
    private readonly AdaptersOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _places;
    private readonly string _root;

    public FrigateStills(AdapterSourceOptions source, AdaptersOptions options, TimeProvider time)
    {
        (_source, _options, _time) = (source, options, time);
        _root = source.ApiUrl.TrimEnd('/') + "/api/";
        _places = new SemaphoreSlim(options.SnapshotsAtOnce);
        _http = new HttpClient(Handler(source)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The still of a tracked object, whose id was checked. Never throws, unless cancelled.</summary>
    public async Task<(StillOutcome Outcome, byte[]? Jpeg)> FetchAsync(string objectId, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_options.SnapshotTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        var entered = false;
        try
        {
            await _places.WaitAsync(both.Token);
            entered = true;
            return await FetchSignedInAsync($"{_root}events/{objectId}/snapshot.jpg?bbox=0&timestamp=0&crop=0&quality=80", both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (StillOutcome.TooSlow, null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return (StillOutcome.Failed, null);
        }
        finally
        {
            if (entered) _places.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _places.Dispose();
    }

    private async Task<(StillOutcome Outcome, byte[]? Jpeg)> FetchSignedInAsync(string url, CancellationToken cancel)
    {
        var (status, outcome, jpeg) = await GetAsync(url, cancel);
        if (status is not HttpStatusCode.Unauthorized || _source.ApiUsername is null || !await SignInAsync(cancel)) return (outcome, jpeg);
        (_, outcome, jpeg) = await GetAsync(url, cancel);
        return (outcome, jpeg);
    }

    private async Task<(HttpStatusCode Status, StillOutcome Outcome, byte[]? Jpeg)> GetAsync(string url, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!answer.IsSuccessStatusCode) return (answer.StatusCode, answer.StatusCode == HttpStatusCode.NotFound ? StillOutcome.None : StillOutcome.Refused, null);
        if (answer.Content.Headers.ContentLength > _options.SnapshotBytes) return (answer.StatusCode, StillOutcome.TooLarge, null);
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        var jpeg = await ReadAsync(body, cancel);
        if (jpeg is null) return (answer.StatusCode, StillOutcome.TooLarge, null);
        return IsJpeg(jpeg) ? (answer.StatusCode, StillOutcome.Fetched, jpeg) : (answer.StatusCode, StillOutcome.NoPicture, null);
    }

    /// <summary>Reads to the end; null beyond the limit, whatever length was announced.</summary>
    private async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        using var whole = new MemoryStream();
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (whole.Length + read > _options.SnapshotBytes) return null;
            whole.Write(buffer, 0, read);
        }
        return whole.ToArray();
    }

    /// <summary>Frigate's own port (8971) wants a session; the answer sets its cookie.</summary>
    private async Task<bool> SignInAsync(CancellationToken cancel)
    {
        using var answer = await _http.PostAsJsonAsync(_root + "login", new { user = _source.ApiUsername, password = _source.ApiPassword }, cancel);
        return answer.IsSuccessStatusCode;
    }

    private static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.Length > 4 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;

    private static SocketsHttpHandler Handler(AdapterSourceOptions source)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = true, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (source.AuthoritiesPath is null) return handler;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(source.AuthoritiesPath);
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        return handler;
    }
}
