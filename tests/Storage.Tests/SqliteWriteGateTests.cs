using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

public sealed class SqliteWriteGateTests
{
    private readonly SqliteWriteGate _gate = new();

    [Fact]
    public async Task Gate_BothLanesWait_SafetyGoesFirst()
    {
        await _gate.EnterAsync(WriteLane.General, CancellationToken.None);
        var general = _gate.EnterAsync(WriteLane.General, CancellationToken.None).AsTask();
        var safety = _gate.EnterAsync(WriteLane.Safety, CancellationToken.None).AsTask();
        _gate.Leave();
        await safety;
        Assert.False(general.IsCompleted);
        _gate.Leave();
        await general;
    }

    [Fact]
    public async Task Gate_SafetyKeepsComing_GeneralStillGetsATurn()
    {
        await _gate.EnterAsync(WriteLane.Safety, CancellationToken.None);
        var general = _gate.EnterAsync(WriteLane.General, CancellationToken.None).AsTask();
        var safety = Enumerable.Range(0, 20).Select(_ => _gate.EnterAsync(WriteLane.Safety, CancellationToken.None).AsTask()).ToList();
        for (var turn = 0; turn < 9; turn++) _gate.Leave();
        await general.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(8, safety.Count(entered => entered.IsCompleted));
    }

    [Fact]
    public async Task Gate_WaiterGivesUp_TheNextGetsTheTurn()
    {
        await _gate.EnterAsync(WriteLane.General, CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var first = _gate.EnterAsync(WriteLane.General, cancel.Token).AsTask();
        var second = _gate.EnterAsync(WriteLane.General, CancellationToken.None).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _gate.Leave();
        await second.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
