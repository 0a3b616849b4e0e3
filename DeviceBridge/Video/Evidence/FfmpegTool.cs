using System.ComponentModel;
using System.Diagnostics;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>Runs ffmpeg and ffprobe over files of the hub, with less right to the processor than everything else. Killed when disposed.</summary>
internal sealed class FfmpegTool : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _words;

    private FfmpegTool(Process process)
    {
        _process = process;
        _words = process.StandardError.ReadToEndAsync();
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <exception cref="ClipException">The program could not be started.</exception>
    public static FfmpegTool Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        try
        {
            var process = Process.Start(start) ?? throw new ClipException($"{program} could not be started");
            StepBack(process);
            return new FfmpegTool(process);
        }
        catch (Win32Exception failure)
        {
            throw new ClipException($"{program} could not be started: {failure.Message}");
        }
    }

    /// <summary>Runs to the end and gives what was written to standard output.</summary>
    /// <exception cref="ClipException">It failed.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        await using var tool = Start(program, arguments);
        tool.Input.Close();
        using var reader = new StreamReader(tool.Output);
        var output = await reader.ReadToEndAsync(cancellation);
        await tool.FinishAsync(cancellation);
        return output;
    }

    /// <summary>Waits for a good end.</summary>
    /// <exception cref="ClipException">It failed.</exception>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        if (_process.ExitCode != 0)
            throw new ClipException($"{_process.StartInfo.FileName} failed: {Shortened(await _words)}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static void StepBack(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            // It was quicker than we: nothing left to slow down.
        }
    }

    private static string Shortened(string words) => words.Trim() is { Length: > 300 } all ? all[^300..] : words.Trim();
}

/// <summary>A clip could not be made.</summary>
internal sealed class ClipException(string message) : Exception(message);
