using Microsoft.Extensions.Logging;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>
/// The clock of an open page. A turn that fails is logged and the next one comes all the same: a page that stopped turning looks healthy. Turns never
/// pile up: while one is under way the next is left out.
/// </summary>
internal sealed class PageTimer : IDisposable
{
    private const int LogOneIn = 60;
    private readonly Func<Task> _turn;
    private readonly string _page;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private int _busy;
    private int _failures;
    private volatile bool _over;

    /// <param name="time">The clock.</param>
    /// <param name="every">From turn to turn.</param>
    /// <param name="turn">What to do; it moves itself to the page's renderer.</param>
    /// <param name="page">Name of the page, for the log.</param>
    /// <param name="log">Takes the first of a row of failures and then one in 60.</param>
    public PageTimer(TimeProvider time, TimeSpan every, Func<Task> turn, string page, ILogger log)
    {
        (_turn, _page, _log) = (turn, page, log);
        _timer = time.CreateTimer(_ => _ = TurnAsync(), null, every, every);
    }

    public void Dispose()
    {
        _over = true;
        _timer.Dispose();
    }

    private async Task TurnAsync()
    {
        if (_over || Interlocked.Exchange(ref _busy, 1) == 1) return;
        try
        {
            await _turn();
            _failures = 0;
        }
        catch (Exception error) when (_over && error is ObjectDisposedException or OperationCanceledException or Microsoft.JSInterop.JSDisconnectedException)
        {
            // The page was closed in the middle of its last turn.
        }
        catch (Exception error)
        {
            // Edge of the page's own loop: what it shows stays, is marked as old by the page, and the next turn tries again.
            if (_failures++ % LogOneIn == 0) _log.LogError(error, "A turn of the page {Page} failed ({Failures} in a row); the next one tries again", _page, _failures);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }
}
