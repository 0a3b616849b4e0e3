using Microsoft.Extensions.Time.Testing;
using SafetyHub.DeviceBridge.Mqtt.Embedded;

namespace SafetyHub.DeviceBridge.Tests.Embedded;

/// <summary>How late a wrong secret is answered.</summary>
public sealed class FailureLedgerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Refusals_OfAThousandAtOnce_AllWait()
    {
        var ledger = new FailureLedger(_time);
        for (var n = 0; n < 20; n++) ledger.Count("10.0.0.1", "doll");

        var waiting = Enumerable.Range(0, 1_000).Select(_ => ledger.WaitAsync(ledger.Count("10.0.0.1", "doll"), CancellationToken.None)).ToList();

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.DoesNotContain(waiting, w => w.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.All(waiting, w => Assert.True(w.IsCompletedSuccessfully));
    }

    [Fact]
    public void FirstThree_AreAnsweredAtOnceAndForgottenAfterFiveMinutes()
    {
        var ledger = new FailureLedger(_time);
        for (var n = 0; n < 3; n++) Assert.True(ledger.WaitAsync(ledger.Count("10.0.0.1", "doll"), CancellationToken.None).IsCompleted);
        Assert.False(ledger.WaitAsync(ledger.Count("10.0.0.2", "doll"), CancellationToken.None).IsCompleted);

        _time.Advance(TimeSpan.FromMinutes(5.1));

        Assert.Equal(1, ledger.Count("10.0.0.2", "doll"));
    }
}
