using System.Net;
using System.Net.Http.Headers;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// Fetches single JPEGs from an HTTP camera. The hub asks itself, so that the password is in no other process; what comes is decoded by ffmpeg
/// all the same. Redirections are not followed, and no answer is read beyond <see cref="LargestJpeg"/>.
/// </summary>
internal sealed class SnapshotCamera : IDisposable
{
    /// <summary>Bytes of the largest picture that is taken.</summary>
    public const int LargestJpeg = 16 * 1024 * 1024;
    private readonly HttpClient _http;
    private readonly Uri _uri;
    private readonly CameraAddress _address;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public SnapshotCamera(CameraAddress address, TimeSpan timeout, TimeProvider time)
    {
        (_address, _timeout, _time) = (address, timeout, time);
        var (uri, login) = address.Request();
        _uri = uri;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Credentials = login, UseProxy = false, MaxConnectionsPerServer = 1 };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestJpeg };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("image/jpeg"));
    }

    /// <summary>The present picture; throws <see cref="SourceException"/> when there is none.</summary>
    public async Task<byte[]> FetchAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var answer = await _http.GetAsync(_uri, both.Token);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new SourceException($"{_address} answered {(int)answer.StatusCode}.");
            return await answer.Content.ReadAsByteArrayAsync(both.Token);
        }
        catch (HttpRequestException failure)
        {
            throw new SourceException(_address.Redact($"{_address} gave no picture: {failure.Message}"));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SourceException($"{_address} gave no picture within {_timeout.TotalSeconds:0.#} s.");
        }
    }

    public void Dispose() => _http.Dispose();
}
