using System.Runtime.InteropServices;
using System.Text.Json;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>Makes the version of a clip that is shown: smaller, fewer frames, everybody masked. One frame is in memory at a time.</summary>
internal sealed class ClipRenderer(VideoOptions video, RecordingOptions recording, PrivacyOptions privacy)
{
    /// <summary>Writes the masked version as H.264 in MP4.</summary>
    /// <exception cref="ClipException">The clip cannot be read, or ffmpeg failed.</exception>
    public async Task RenderAsync(string clip, MaskTrack? masks, string target, CancellationToken cancellation)
    {
        var size = await SizeAsync(clip, cancellation);
        var rate = recording.MaskedFramesPerSecond;
        await using var decoder = FfmpegTool.Start(video.FfmpegPath,
            "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file", "-i", clip, "-map", "0:v:0", "-an",
            "-vf", $"fps={rate},scale={size.Width}:{size.Height}:flags=area", "-pix_fmt", "bgr24", "-f", "rawvideo", "pipe:1");
        decoder.Input.Close();
        await using var encoder = FfmpegTool.Start(video.FfmpegPath,
            "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr24", "-s", $"{size.Width}x{size.Height}", "-r", $"{rate}", "-i", "pipe:0",
            "-c:v", "libx264", "-preset", "veryfast", "-threads", "1", "-crf", "26", "-pix_fmt", "yuv420p", "-movflags", "+faststart", target);
        var frames = await MaskAsync(decoder, encoder, new Sheet(size, rate, masks), cancellation);
        encoder.Input.Close();
        await decoder.FinishAsync(cancellation);
        await encoder.FinishAsync(cancellation);
        if (frames == 0) throw new ClipException("The clip holds no picture");
    }

    private async Task<int> MaskAsync(FfmpegTool decoder, FfmpegTool encoder, Sheet sheet, CancellationToken cancellation)
    {
        var pixels = GC.AllocateUninitializedArray<byte>(sheet.Size.Width * sheet.Size.Height * 3, pinned: true);
        using var picture = Mat.FromPixelData(sheet.Size.Height, sheet.Size.Width, MatType.CV_8UC3, Marshal.UnsafeAddrOfPinnedArrayElement(pixels, 0));
        var frames = 0;
        while (await decoder.Output.ReadAtLeastAsync(pixels, pixels.Length, throwOnEndOfStream: false, cancellation) == pixels.Length)
        {
            if (sheet.Masks?.At((double)frames / sheet.Rate, privacy.Memory) is { } regions)
                PictureMask.Apply(picture, regions, privacy);
            else
                PictureMask.ApplyToAll(picture); // nobody knows where people are
            await WriteAsync(encoder, pixels, cancellation);
            frames++;
        }
        return frames;
    }

    private static async Task WriteAsync(FfmpegTool encoder, byte[] pixels, CancellationToken cancellation)
    {
        try
        {
            await encoder.Input.WriteAsync(pixels, cancellation);
        }
        catch (IOException)
        {
            await encoder.FinishAsync(cancellation); // it broke off: its own words say why
            throw;
        }
    }

    private async Task<Size> SizeAsync(string clip, CancellationToken cancellation)
    {
        var json = await FfmpegTool.RunAsync(video.FfprobePath,
            ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "json", clip], cancellation);
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.GetProperty("streams") is not { ValueKind: JsonValueKind.Array } streams || streams.GetArrayLength() == 0)
            throw new ClipException("The clip holds no video");
        var (width, height) = (streams[0].GetProperty("width").GetInt32(), streams[0].GetProperty("height").GetInt32());
        var shown = Math.Min(width, recording.MaskedWidth);
        // H.264 with halved colour takes even sides only.
        return new Size(Even(shown), Even((int)Math.Round((double)height * shown / width, MidpointRounding.AwayFromZero)));
    }

    private static int Even(int side) => Math.Max(2, side / 2 * 2);

    private sealed record Sheet(Size Size, int Rate, MaskTrack? Masks);
}
