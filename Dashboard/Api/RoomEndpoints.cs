using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Dashboard.Monitoring;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>The team of a shift.</summary>
/// <param name="Team">1 to 32 characters, or null.</param>
public sealed record SignInBody(string? Team);

/// <summary><c>/positions</c> and <c>/room</c>: who sits where, and how each desk does.</summary>
internal static class RoomEndpoints
{
    private const int LongestTeam = 32;

    public static void MapRoom(this IEndpointRouteBuilder api)
    {
        api.MapGet("/positions", Positions).RequireAuthorization(ApiRights.Read).WithSummary("Operator positions by id: who sits there, cameras, alarm budget");
        api.MapGet("/room", Room).RequireAuthorization(ApiRights.Supervise).WithSummary("The whole room: positions with their budgets, and the groups of every desk");
        var seat = api.MapGroup("/positions/{position}").RequireAuthorization(ApiRights.Act);
        seat.MapPost("/sign-in", SignIn).WithSummary("Staff a position; to be followed by a heartbeat every 10 s");
        seat.MapPost("/heartbeat", Heartbeat).WithSummary("Stay signed in; without one for 30 s the position counts as empty");
        seat.MapPost("/sign-out", SignOut).WithSummary("Leave a position; its cameras and alarms go to the others");
    }

    private static async Task<Ok<PositionsView>> Positions(IGrainFactory grains) => TypedResults.Ok(PositionsView.Of(await Grain(grains).Get()));

    private static async Task<Ok<RoomOverviewView>> Room(IGrainFactory grains, IIncidentWording words, HttpRequest request)
    {
        var culture = request.Language();
        var positions = PositionsView.Of(await Grain(grains).Get());
        var groups = await Grain(grains).Groups();
        return TypedResults.Ok(new RoomOverviewView(positions, [.. groups.Select(group => RoomGroupView.Of(group, words, culture))]));
    }

    private static async Task<Results<Ok<VideoWallView>, ProblemHttpResult>> SignIn(PositionCall call, SignInBody? body, WallDesk desk, CancellationToken cancel)
    {
        var team = Input.OptionalText(body?.Team, "team", LongestTeam);
        if (team is { Length: 0 }) throw new InvalidInputException("team", "'team' must not be empty.");
        return await call.FindAsync() is { } problem ? problem : call.Answer(await desk.SignInAsync(call.Position, call.Actor, team, cancel));
    }

    private static async Task<Results<Ok<VideoWallView>, ProblemHttpResult>> Heartbeat(PositionCall call, WallDesk desk)
    {
        if (await call.FindAsync() is { } problem) return problem;
        var wall = await call.Wall.Get();
        // A heartbeat renews and never staffs: that is an act of its own, on the record.
        return wall.StaffedBy == call.Actor ? call.Answer(await desk.RenewAsync(call.Position, call.Actor, wall.Team)) : call.NotSignedIn(wall);
    }

    private static async Task<Results<Ok<VideoWallView>, ProblemHttpResult>> SignOut(PositionCall call, WallDesk desk, CancellationToken cancel) =>
        await call.FindAsync() is { } problem ? problem : call.Answer(await desk.SignOutAsync(call.Position, call.Actor, cancel));

    internal static IControlRoomGrain Grain(IGrainFactory grains) => grains.GetGrain<IControlRoomGrain>(GrainKeys.ControlRoom);
}
