using System.Diagnostics;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Scenarios.Faults;

/// <summary>What a row of the fault matrix found.</summary>
/// <param name="Row">The row, for example <c>F3</c>.</param>
/// <param name="Injected">What was done to the hub.</param>
/// <param name="Acknowledged">Events acknowledged to devices.</param>
/// <param name="Lost">Acknowledged events that are in no incident.</param>
/// <param name="Doubled">Events that are in more than one place.</param>
/// <param name="UntilHealthy">From the end of the fault until everything worked again.</param>
/// <param name="Faults">What did not hold; empty when the row passed.</param>
/// <param name="Notes">Figures worth reading.</param>
public sealed record FaultResult(
    string Row, string Injected, int Acknowledged, int Lost, int Doubled, TimeSpan UntilHealthy, IReadOnlyList<string> Faults, IReadOnlyList<string> Notes)
{
    /// <summary>True when the row passed.</summary>
    public bool Holds => Faults.Count == 0;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Row} {(Holds ? "holds" : "FAILS")}: {Injected}; {Acknowledged} acknowledged, {Lost} lost, {Doubled} doubled, healthy after {UntilHealthy.TotalSeconds:F1} s"
        + (Notes.Count == 0 ? "" : "; " + string.Join("; ", Notes)) + (Holds ? "" : "\n   " + string.Join("\n   ", Faults));
}

/// <summary>One row of the fault matrix: its hub, its devices, what it finds. The common criterion C0 is checked for every row.</summary>
public abstract class Fault : IAsyncDisposable
{
    private readonly List<string> _faults = [];
    private readonly List<string> _notes = [];
    private readonly TempDirectory _folder = new();
    private HubProcess? _hub;

    /// <summary>The row.</summary>
    public abstract string Row { get; }

    /// <summary>What is done to the hub.</summary>
    public abstract string Injected { get; }

    /// <summary>True in <c>./hub bench faults</c>, false in the tests: how long and how hard.</summary>
    public bool Thorough { get; init; }

    /// <summary>PostgreSQL for rows that need one.</summary>
    public PostgresCluster? Postgres { get; init; }

    /// <summary>Robots that call for help.</summary>
    protected IReadOnlyList<SosDevice> Devices { get; private set; } = [];

    /// <summary>The hub.</summary>
    protected HubProcess Hub => _hub ?? throw new InvalidOperationException("Not started");

    /// <summary>Time from the end of the fault until everything worked again.</summary>
    protected TimeSpan UntilHealthy { get; set; }

    /// <summary>Runs the row.</summary>
    public async Task<FaultResult> RunAsync()
    {
        var settings = await SettingsAsync(new HubSettings { DataDirectory = _folder.Path });
        _hub = await HubProcess.StartAsync(settings);
        Devices = await Crash.CrashScenario.AddDevicesAsync(_hub, DeviceCount);
        await InjectAsync();
        var history = await HistoryCheck.RunAsync(Hub.Api, Devices);
        Expect(history.Lost.Count == 0, $"lost: {string.Join(", ", history.Lost.Take(5))}");
        Expect(history.Doubled.Count == 0, $"doubled: {string.Join(", ", history.Doubled.Take(5))}");
        Expect(await Hub.Api.IsReadyAsync(), "the hub is not ready afterwards");
        return new FaultResult(Row, Injected, history.Acknowledged, history.Lost.Count, history.Doubled.Count, UntilHealthy, [.. _faults], [.. _notes]);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var device in Devices) await device.DisposeAsync();
        if (_hub is not null) await _hub.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>How many robots are there; 10 by default.</summary>
    protected virtual int DeviceCount => 10;

    /// <summary>How the hub is started.</summary>
    protected virtual Task<HubSettings> SettingsAsync(HubSettings standard) => Task.FromResult(standard);

    /// <summary>Does it, with load before, during and after.</summary>
    protected abstract Task InjectAsync();

    /// <summary>Notes a fault unless the condition holds.</summary>
    protected void Expect(bool holds, string otherwise)
    {
        if (!holds) _faults.Add(otherwise);
    }

    /// <summary>
    /// Notes a fault unless the row's time criterion holds. In the short form, which runs beside whatever else the machine does, it is a figure and
    /// no fault: times are judged in the long form.
    /// </summary>
    protected void ExpectInTime(bool holds, string otherwise)
    {
        if (holds) return;
        if (Thorough) _faults.Add(otherwise);
        else Note("over its time: " + otherwise);
    }

    /// <summary>Notes a figure.</summary>
    protected void Note(string figure) => _notes.Add(figure);

    /// <summary>Every robot sends its share; ends when all of it is acknowledged.</summary>
    protected Task SendAsync(int each, string prefix) => Task.WhenAll(Devices.Select(d => d.SendAllAsync(each, prefix)));

    /// <summary>Sends one call for help and returns how long its acknowledgement took.</summary>
    protected async Task<TimeSpan> TimeOneAsync(string prefix)
    {
        var clock = Stopwatch.StartNew();
        await Devices[0].SendUntilAcknowledgedAsync($"{prefix}-{Guid.NewGuid():N}", "sos.hand-hold");
        return clock.Elapsed;
    }
}
