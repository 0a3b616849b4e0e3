using System.Globalization;

namespace SafetyHub.Judge.Running;

/// <summary>Tells on the error output how far a run is: a line of its own on a terminal, every tenth otherwise.</summary>
internal sealed class Progress(int homes, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _one = new();
    private int _shown;

    public void Done(int done)
    {
        var step = Console.IsErrorRedirected ? Math.Max(1, homes / 10) : Math.Max(1, homes / 200);
        if (done % step != 0 && done != homes) return;
        lock (_one)
        {
            // Threads may come here in another order than they counted.
            if (done <= _shown) return;
            _shown = done;
            var text = string.Create(CultureInfo.InvariantCulture, $"{done} of {homes} homes, {clock.GetElapsedTime(_start).TotalSeconds:F0} s");
            if (Console.IsErrorRedirected) Console.Error.WriteLine(text);
            else Console.Error.Write(done == homes ? $"\r{text}\n" : $"\r{text}");
        }
    }
}
