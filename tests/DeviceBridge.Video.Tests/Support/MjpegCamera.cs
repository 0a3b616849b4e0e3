using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>An HTTP camera that sends MJPEG to whoever has the password, and can hang up.</summary>
internal sealed class MjpegCamera : IAsyncDisposable
{
    private readonly WebApplication _web;
    private CancellationTokenSource _connections = new();
    private int _stills;

    private MjpegCamera(WebApplication web) => _web = web;

    public int Viewers { get; private set; }

    public string Host => new Uri(_web.Urls.First()).Authority;

    public static async Task<MjpegCamera> StartAsync(string user, string password)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var camera = new MjpegCamera(web);
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        web.MapGet("/video.mjpg", context => context.Request.Headers.Authorization == expected
            ? camera.SendAsync(context)
            : RefuseAsync(context));
        web.MapGet("/still.jpg", context => context.Request.Headers.Authorization == expected
            ? camera.SendStillAsync(context)
            : RefuseAsync(context));
        await web.StartAsync();
        return camera;
    }

    /// <summary>True while stills are noise.</summary>
    public bool Broken { get; set; }

    public void HangUp()
    {
        _connections.Cancel();
        _connections = new CancellationTokenSource();
    }

    public async ValueTask DisposeAsync()
    {
        await _connections.CancelAsync();
        await _web.DisposeAsync();
        _connections.Dispose();
    }

    private async Task SendStillAsync(HttpContext context)
    {
        using var picture = Clips.Room(_stills % 20 / 20.0, seed: _stills++);
        Cv2.ImEncode(".jpg", picture, out var jpeg);
        context.Response.ContentType = "image/jpeg";
        await context.Response.Body.WriteAsync(Broken ? [1, 2, 3, 4] : jpeg);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"camera\"";
        return Task.CompletedTask;
    }

    private async Task SendAsync(HttpContext context)
    {
        Viewers++;
        context.Response.ContentType = "multipart/x-mixed-replace; boundary=frame";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_connections.Token, context.RequestAborted);
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            using var picture = Clips.Room(i % 20 / 20.0, seed: i);
            Cv2.ImEncode(".jpg", picture, out var jpeg);
            var head = string.Create(CultureInfo.InvariantCulture, $"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n");
            await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(head), CancellationToken.None);
            await context.Response.Body.WriteAsync(jpeg, CancellationToken.None);
            await context.Response.Body.WriteAsync("\r\n"u8.ToArray(), CancellationToken.None);
            await Task.Delay(66, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        context.Abort();
    }
}
