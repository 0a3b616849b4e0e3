using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SafetyHub.Evidence;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>
/// Makes masked versions, one at a time, as the index asks for them: what is waiting stands there, so nothing is lost by a restart and nothing grows in memory.
/// </summary>
internal sealed class ClipMasker(IEvidenceArchive archive, ClipRenderer renderer, RecordingState state, TimeProvider time, ILogger<ClipMasker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Masks what is due, if anything; true when there was something.</summary>
    public async Task<bool> MaskNextAsync(CancellationToken cancellation)
    {
        if (await archive.NextToMaskAsync(cancellation) is not { } order) return false;
        var target = Path.Combine(Path.GetTempPath(), $"safetyhub-{order.Item.Id}.mp4");
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await renderer.RenderAsync(order.File, MaskTrack.Read(order.MasksJson), target, both.Token);
            if (!await archive.CompleteMaskingAsync(order.Item.Id, target, cancellation)) await archive.FailMaskingAsync(order.Item.Id, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested) // edge: one clip's trouble must not keep the others
        {
            state.MaskingFailed();
            log.LogError(failure, "The clip {Evidence} could not be masked now", order.Item.Id);
            await archive.FailMaskingAsync(order.Item.Id, cancellation);
        }
        finally
        {
            File.Delete(target);
        }
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (Exception failure) when (stoppingToken.IsCancellationRequested) // edge: whoever stops the hub often stops its ffmpeg as well
        {
            log.LogDebug(failure, "Masking stopped; what waits is made after the next start");
        }
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            while (await MaskNextAsync(cancellation)) { }
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning(failure, "The index of evidence could not be asked; tried again in {Pause}", Pause);
        }
    }
}
