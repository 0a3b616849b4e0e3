using System.Runtime.InteropServices;
using SafetyHub.Judge;
using SafetyHub.Judge.Hubs;
using SafetyHub.Judge.Running;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    switch (args)
    {
        case ["--help"]: Console.WriteLine(JudgeOptions.Help); return 0;
        case ["numbers"]: Console.Write(NumbersTable.Write()); return 0;
        default: return Judge(JudgeOptions.Parse(args));
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 1;
}
catch (Exception fault) when (fault is ArgumentException or RulesRefusedException)
{
    Console.Error.WriteLine($"judge: {fault.Message}");
    return 2;
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"judge: {fault.Message}");
    return 1;
}

int Judge(JudgeOptions options)
{
    var rules = RulesChoice.Read(options.Rules);
    // A result that cannot be written is noticed before the run, not after.
    if (options.Out is not null) File.AppendAllText(options.Out, "");
    var progress = new Progress(options.Residents, TimeProvider.System);
    var result = JudgeRun.Run(options, story => new ProductionHub(story.Home, rules), RulesChoice.NameOf(rules), progress.Done, stop.Token);
    Console.WriteLine(JudgeReport.Table(result));
    if (options.Out is null) Console.Write(JudgeReport.Json(result));
    else File.WriteAllText(options.Out, JudgeReport.Json(result));
    return 0;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
