using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>The operator's seat: taken, kept while the browser answers, given up on leaving.</summary>
internal sealed class WallSeat(WallDesk desk, string actor)
{
    /// <summary>The position, or null while the operator has none.</summary>
    public string? Position { get; private set; }

    /// <summary>The team of the shift, or null.</summary>
    public string? Team { get; private set; }

    /// <summary>The position that somebody else holds now although it was ours, or null.</summary>
    public string? LostPosition { get; private set; }

    public async Task<WallResult> TakeAsync(string position, string? team, CancellationToken cancel)
    {
        if (Position is not null && Position != position) await LeaveAsync(cancel);
        var result = await desk.SignInAsync(position, actor, team, cancel);
        if (result.Refusal == WallRefusal.None) (Position, Team, LostPosition) = (position, team, null);
        return result;
    }

    /// <summary>Says that the operator is still here. Whoever was away too long and was replaced loses the seat.</summary>
    public async Task<WallResult?> RenewAsync()
    {
        if (Position is not { } position) return null;
        var result = await desk.RenewAsync(position, actor, Team);
        if (result.Refusal != WallRefusal.None) (Position, LostPosition) = (null, position);
        return result;
    }

    public async Task LeaveAsync(CancellationToken cancel)
    {
        if (Position is not { } position) return;
        await desk.SignOutAsync(position, actor, cancel);
        Position = null;
    }
}
