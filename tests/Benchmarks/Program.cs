using System.Globalization;
using BenchmarkDotNet.Running;
using SafetyHub.Benchmarks;
using SafetyHub.Benchmarks.Spine;
using SafetyHub.Benchmarks.Video;

try
{
    return args switch
    {
        ["bare-broker", var port, var handling] => await BareBroker.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), Enum.Parse<BareHandling>(handling)),
        [] => await SpineBench.RunAsync(new BenchOptions()),
        ["spine", ..] => await SpineBench.RunAsync(BenchOptions.Parse(args.AsSpan(1))),
        [['-', '-', ..], ..] => await SpineBench.RunAsync(BenchOptions.Parse(args)),
        ["crash", ..] => await CrashBench.RunAsync(BenchOptions.Parse(args.AsSpan(1))),
        ["faults", ..] => await FaultsBench.RunAsync(BenchOptions.Parse(args.AsSpan(1))),
        ["video", ..] => await VideoBench.RunAsync(BenchOptions.Parse(args.AsSpan(1))),
        ["room", ..] => await RoomBench.RunAsync(BenchOptions.Parse(args.AsSpan(1))),
        ["parts", .. var more] => Parts(more),
        _ => throw new ArgumentException($"'{string.Join(' ', args)}' is not known. {BenchOptions.Help}"),
    };
}
catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FileNotFoundException)
{
    await Console.Error.WriteLineAsync($"bench: {fault.Message}");
    return 2;
}

static int Parts(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(Report).Assembly).Run(arguments.Length == 0 ? ["--filter", "*"] : arguments);
    return 0;
}
