using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using SafetyHub.Access;
using SafetyHub.Dashboard.Monitoring;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>A call about one position: the position, the caller, and what the caller may do there.</summary>
internal sealed class PositionCall(HttpContext context)
{
    private IGrainFactory Grains => context.RequestServices.GetRequiredService<IGrainFactory>();

    /// <summary>Read in the handler and not when the call is bound: only there a wrong id becomes a 400.</summary>
    public string Position => Input.Id((string?)context.Request.RouteValues["position"], "position");

    public string Actor { get; } = context.User.Actor();

    public IVideoWallGrain Wall => Grains.GetGrain<IVideoWallGrain>(GrainKeys.Wall(Position));

    /// <summary>Binds from the request (a convention of minimal APIs).</summary>
    public static ValueTask<PositionCall?> BindAsync(HttpContext context) => ValueTask.FromResult<PositionCall?>(new PositionCall(context));

    /// <summary>404 when the room has no such position: a mistyped one must not be given cameras.</summary>
    public async Task<ProblemHttpResult?> FindAsync()
    {
        var room = await RoomEndpoints.Grain(Grains).Get();
        return room.Positions.Any(known => known.Position == Position) ? null : Problems.NotFound("such position");
    }

    /// <summary>Carries out an act: of whoever sits at the position, or of who leads the room.</summary>
    public async Task<Results<Ok<VideoWallView>, ProblemHttpResult>> ActAsync(Func<string, WallCommand> command)
    {
        if (await FindAsync() is { } problem) return problem;
        var wanted = command(Actor);
        if (!Leads && await Wall.Get() is var wall && wall.StaffedBy != Actor) return NotSignedIn(wall);
        return Answer(await context.RequestServices.GetRequiredService<WallDesk>().ExecuteAsync(Position, wanted, context.RequestAborted));
    }

    public Results<Ok<VideoWallView>, ProblemHttpResult> Answer(WallResult result) => result.Refusal switch
    {
        WallRefusal.None => TypedResults.Ok(View(result.Wall)),
        WallRefusal.InvalidArgument => Problems.Invalid(Input.Kebab(result.Refusal), result.Detail ?? "The act is not valid."),
        WallRefusal.UnknownCamera or WallRefusal.NoSuchAlarm or WallRefusal.NoSuchGroup =>
            TypedResults.Problem(result.Detail, statusCode: StatusCodes.Status404NotFound, title: "Not found", extensions: [new("reason", Input.Kebab(result.Refusal))]),
        _ => Problems.Conflict(Input.Kebab(result.Refusal), result.Detail, View(result.Wall)),
    };

    public Results<Ok<VideoWallView>, ProblemHttpResult> NotSignedIn(WallView wall) => Problems.Conflict(
        "not-signed-in", wall.StaffedBy is { } other ? $"{other} holds this position." : "Nobody is signed in at this position; sign in first.", View(wall));

    public VideoWallView View(WallView wall) => VideoWallView.Of(wall, Words, context.Request.Language());

    public AlarmDeskView View(DeskView desk) => AlarmDeskView.Of(desk, Words, context.Request.Language());

    public SuppressionsView View(WallView wall, DeskView desk) => SuppressionsView.Of(wall, desk, Words, context.Request.Language());

    private IIncidentWording Words => context.RequestServices.GetRequiredService<IIncidentWording>();

    private bool Leads => context.User.IsInRole(Roles.Supervisor) || context.User.IsInRole(Roles.Administrator);
}
