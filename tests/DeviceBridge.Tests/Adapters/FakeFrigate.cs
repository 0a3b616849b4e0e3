using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>Frigate's web API as far as stills need it, over real HTTP.</summary>
internal sealed class FakeFrigate : IAsyncDisposable
{
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[2_000], 0xFF, 0xD9];

    private readonly WebApplication _app;
    private int _now;

    private FakeFrigate(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Most requests that were answered at the same time.</summary>
    public int MostAtOnce { get; private set; }

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What it answers to a question for a still.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.Body.WriteAsync(Jpeg).AsTask();

    public static async Task<FakeFrigate> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeFrigate(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
        try
        {
            await Answer(context);
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }
}
