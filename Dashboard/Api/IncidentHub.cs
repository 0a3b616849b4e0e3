using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Api;

/// <summary>
/// The live feed for outside programs and wallboards: <c>IncidentChanged(incident, sequence)</c> for every change,
/// <c>Since(sequence)</c> to catch up. The truth is the incident log, so a client that reconnects asks for what it missed.
/// </summary>
public sealed class IncidentHub(IncidentAudience audience, IIncidentQueries queries, IIncidentWording words) : Hub
{
    /// <summary>Name of the message that carries a change.</summary>
    public const string IncidentChanged = "IncidentChanged";

    private const int MostCaughtUp = 1000;

    /// <summary>
    /// Sends the caller every incident that changed after <paramref name="sequence"/>, oldest change first, as <c>IncidentChanged</c>;
    /// an incident that changed more than once comes once, as it is now. At most 1,000; returns the last sequence sent, to ask again until it stays the same.
    /// </summary>
    public async Task<long> Since(long sequence)
    {
        var missed = await queries.ChangedSinceAsync(Math.Max(0, sequence), MostCaughtUp, Context.ConnectionAborted);
        var culture = Context.GetHttpContext()!.Request.Language();
        foreach (var incident in missed)
        {
            await Clients.Caller.SendAsync(IncidentChanged, IncidentView.Of(incident, words, culture), incident.Change, Context.ConnectionAborted);
        }
        return missed.Count == 0 ? sequence : missed[^1].Change;
    }

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        audience.Join(Context, Context.GetHttpContext()!.Request.Language());
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        audience.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
