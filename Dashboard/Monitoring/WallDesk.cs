using System.Text.Json;
using SafetyHub.Audit;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>
/// Carries out what a person does at a wall or with a proposal, for pages and the API alike, and writes it to the audit log. What takes something from
/// an operator's sight (dismissing, grouping, retuning) must be on the record: it fails when it cannot be.
/// </summary>
internal sealed class WallDesk(IGrainFactory grains, IAuditLog audit, TimeProvider time)
{
    public async Task<WallResult> ExecuteAsync(string position, WallCommand command, CancellationToken cancel)
    {
        var act = "wall." + JsonNamingPolicy.KebabCaseLower.ConvertName(command.GetType().Name);
        // Looking is no act on the wall; the picture's own endpoint audits who saw what.
        if (command is LookAtCamera) return await Wall(position).Execute(command);
        if (Hides(command)) await AuditAsync(command.Actor, act, position, "asked: " + Detail(command), cancel);
        var result = await Wall(position).Execute(command);
        if (!Hides(command) || result.Refusal != WallRefusal.None)
        {
            await AuditAsync(command.Actor, act, position, result.Refusal == WallRefusal.None ? Detail(command) : "refused: " + result.Refusal, CancellationToken.None);
        }
        return result;
    }

    /// <summary>Staffs the position; on the record.</summary>
    public async Task<WallResult> SignInAsync(string position, string actor, string? team, CancellationToken cancel)
    {
        var result = await Wall(position).SignIn(actor, team);
        await AuditAsync(actor, "wall.sign-in", position, result.Refusal == WallRefusal.None ? team : "refused: " + result.Refusal, cancel);
        return result;
    }

    /// <summary>Renews the sign-in, every 10 s; not on the record, unless the position was given up meanwhile and is staffed again by this.</summary>
    public async Task<WallResult> RenewAsync(string position, string actor, string? team)
    {
        var wall = await Wall(position).Get();
        return wall.StaffedBy is null ? await SignInAsync(position, actor, team, CancellationToken.None) : await Wall(position).SignIn(actor, team);
    }

    /// <summary>Leaves the position; on the record.</summary>
    public async Task<WallResult> SignOutAsync(string position, string actor, CancellationToken cancel)
    {
        var result = await Wall(position).SignOut(actor);
        await AuditAsync(actor, "wall.sign-out", position, result.Refusal == WallRefusal.None ? null : "refused: " + result.Refusal, cancel);
        return result;
    }

    /// <summary>Accepts or declines a proposal to retune a camera.</summary>
    public async Task<OffenderResult> DecideAsync(OffenderDecision decision, CancellationToken cancel)
    {
        var act = decision.Accept ? "offender.accept" : "offender.decline";
        var result = await grains.GetGrain<IRepeatOffendersGrain>(GrainKeys.RepeatOffenders).Decide(decision);
        var detail = result.Refusal == OffenderRefusal.None ? null : "refused: " + result.Refusal;
        await audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), decision.Actor, act, "offender/" + decision.Id, detail), cancel);
        return result;
    }

    private IVideoWallGrain Wall(string position) => grains.GetGrain<IVideoWallGrain>(GrainKeys.Wall(position));

    private static bool Hides(WallCommand command) => command is DismissCamera or SilenceAlarm;

    private static string? Detail(WallCommand command) => command switch
    {
        PinCamera c => "camera " + c.Camera,
        UnpinCamera c => "camera " + c.Camera,
        RestoreCamera c => "camera " + c.Camera,
        DismissCamera c => $"camera {c.Camera} for {c.For:c}: {c.Reason}",
        HandOverCamera c => $"camera {c.Camera} to {c.Position}",
        SetWallSize c => $"{c.Size} tiles",
        SilenceAlarm c => "incident " + c.Incident,
        RingAlarm c => "incident " + c.Incident,
        UngroupAlarms c => $"group {c.Group} for {c.For:c}",
        _ => null,
    };

    private Task AuditAsync(string actor, string action, string position, string? detail, CancellationToken cancel) =>
        audit.WriteAsync(new AuditEntry(0, time.GetUtcNow(), actor, action, "wall/" + position, Clip(detail)), cancel);

    private static string? Clip(string? detail) => detail is { Length: > 500 } ? detail[..500] : detail;
}
