using SafetyHub.Benchmarks;
using SafetyHub.Benchmarks.Spine;

switch (args)
{
    case ["bare-broker", var port]:
        await BareBroker.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case [] or ["spine", ..]:
        return await SpineBench.RunAsync(BenchOptions.Parse(args.AsSpan(args.Length == 0 ? 0 : 1)));
    case ["crash", ..]:
        return await SafetyHub.Benchmarks.CrashBench.RunAsync(BenchOptions.Parse(args.AsSpan(1)));
    default:
        Console.Error.WriteLine($"bench: '{string.Join(' ', args)}' is not known. {BenchOptions.Help}");
        return 2;
}
