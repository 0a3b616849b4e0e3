using System.ComponentModel;
using System.Diagnostics;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// A running ffmpeg or ffprobe. Disposing kills the whole tree and waits for its end. Should the hub itself be killed, the
/// closed pipe ends ffmpeg with its next frame.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int RememberedLines = 4;
    private const int LongestLine = 300;
    private readonly Process _process;
    private readonly CameraAddress _address;
    private readonly Queue<string> _lastLines = new(RememberedLines);

    private ChildProcess(Process process, CameraAddress address)
    {
        _process = process;
        _address = address;
    }

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Raw bytes of standard output.</summary>
    public Stream RawOutput => _process.StandardOutput.BaseStream;

    /// <summary>Standard input, of a child that was started with <see cref="StartFed"/>.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            try
            {
                return _process.TotalProcessorTime;
            }
            catch (InvalidOperationException)
            {
                return TimeSpan.Zero; // already gone: the figure is only for the health page
            }
        }
    }

    /// <summary>The end of what the program said on standard error, credentials taken out.</summary>
    public string LastWords
    {
        get { lock (_lastLines) return string.Join(" | ", _lastLines); }
    }

    public static ChildProcess Start(ProcessStartInfo start, CameraAddress address, string input)
    {
        var child = StartFed(start, address);
        child.Feed(input);
        return child;
    }

    /// <summary>Starts a child whose standard input stays open.</summary>
    public static ChildProcess StartFed(ProcessStartInfo start, CameraAddress address)
    {
        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process, address);
        process.ErrorDataReceived += (_, line) => child.Remember(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            process.Dispose();
            throw new SourceException($"{start.FileName} could not be started: {failure.Message}", failure);
        }
        process.BeginErrorReadLine();
        return child;
    }

    public Task WaitForExitAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Ends the program at once; pending reads of its output see the end of the stream.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            // It ended by itself between the decision and the signal, which is what was wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private void Feed(string input)
    {
        try
        {
            _process.StandardInput.Write(input);
            _process.StandardInput.Close();
        }
        catch (IOException failure)
        {
            Remember(failure.Message); // it died before reading; its exit is handled by the reader of its output
        }
    }

    private void Remember(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        var clean = _address.Redact(line.Trim());
        lock (_lastLines)
        {
            if (_lastLines.Count == RememberedLines)
                _lastLines.Dequeue();
            _lastLines.Enqueue(clean.Length > LongestLine ? clean[..LongestLine] : clean);
        }
    }
}
