using System.Runtime.InteropServices;
using SafetyHub.Town.Demo;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    if (args is not ["demo", .. var words] || words.Contains("--help"))
    {
        Console.WriteLine(DemoOptions.Help);
        return args.Contains("--help") ? 0 : 2;
    }
    return await DemoRun.RunAsync(DemoOptions.Parse(words), stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or HttpRequestException or FileNotFoundException)
{
    Console.Error.WriteLine($"demo: {fault.Message}");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
