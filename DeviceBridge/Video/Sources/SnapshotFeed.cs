using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// Asks a camera for a JPEG again and again and writes each to the decoder, which shows a picture only when the next has come: the moment of
/// each request is kept beside, so that a picture tells its true age.
/// </summary>
internal sealed class SnapshotFeed(SnapshotCamera camera, ChildProcess decoder, double fps, TimeProvider time)
{
    // The decoder holds one picture back; more than a few waiting means that it is stuck, and the stall timer ends it.
    private const int MostUnderway = 16;
    private readonly ConcurrentQueue<DateTimeOffset> _asked = new();

    /// <summary>When the picture that came out just now was asked for.</summary>
    public DateTimeOffset TakenAt() => _asked.TryDequeue(out var at) ? at : time.GetUtcNow();

    /// <summary>Runs until cancelled or until the camera fails; returns why.</summary>
    public async Task<string> RunAsync(byte[] first, CancellationToken cancellation)
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / fps), time);
            await WriteAsync(first, time.GetUtcNow(), cancellation);
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                if (_asked.Count >= MostUnderway)
                    continue;
                var at = time.GetUtcNow();
                await WriteAsync(await camera.FetchAsync(cancellation), at, cancellation);
            }
        }
        catch (SourceException failure)
        {
            return failure.Message;
        }
        catch (IOException)
        {
            return ""; // the decoder went first, and has said why
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return "";
        }
        return "";
    }

    private async Task WriteAsync(byte[] jpeg, DateTimeOffset at, CancellationToken cancellation)
    {
        if (JpegSize.Read(jpeg) is null)
            throw new SourceException("What the camera sent is no JPEG.");
        var head = string.Create(CultureInfo.InvariantCulture, $"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n");
        _asked.Enqueue(at);
        await decoder.Input.WriteAsync(Encoding.ASCII.GetBytes(head), cancellation);
        await decoder.Input.WriteAsync(jpeg, cancellation);
        await decoder.Input.WriteAsync("\r\n"u8.ToArray(), cancellation);
        await decoder.Input.FlushAsync(cancellation);
    }
}
