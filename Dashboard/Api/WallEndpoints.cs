using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>How a camera is dismissed from the wall.</summary>
/// <param name="Reason">1 to 200 characters.</param>
/// <param name="Minutes">1 to 240.</param>
public sealed record DismissBody(string? Reason, int? Minutes);

/// <summary>To whom a camera is handed over.</summary>
/// <param name="To">A staffed position.</param>
/// <param name="Note">What the other should know, at most 200 characters.</param>
public sealed record HandOverBody(string? To, string? Note);

/// <summary>Number of tiles.</summary>
/// <param name="Size">1 to 16.</param>
public sealed record WallSizeBody(int? Size);

/// <summary>How long nothing is grouped at a place.</summary>
/// <param name="Minutes">10 to 720.</param>
public sealed record UngroupBody(int? Minutes);

/// <summary><c>/positions/{position}/wall</c> and <c>/desk</c>: what one operator sees and hears, and acts on it.</summary>
internal static class WallEndpoints
{
    public static void MapWalls(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/positions/{position}").RequireAuthorization(ApiRights.Read);
        read.MapGet("/wall", Wall).WithSummary("What the wall shows and why; 204 when nothing changed since the given sequence");
        read.MapGet("/desk", Desk).WithSummary("Alarms, groups and alarm budget; 204 when nothing changed since the given sequence");
        read.MapGet("/suppressed", Suppressed).WithSummary("Everything held back at this position: why, by whom, until when, and the call that takes it back");
        var act = api.MapGroup("/positions/{position}").RequireAuthorization(ApiRights.Act);
        act.MapPut("/wall/size", (PositionCall call, WallSizeBody body) => call.ActAsync(actor => new SetWallSize(actor, Size(body.Size)))).WithSummary("Set the number of tiles");
        act.MapPost("/alarms/{incident}/silence", (PositionCall call, string incident) =>
            call.ActAsync(actor => new SilenceAlarm(actor, Incident(incident)))).WithSummary("Stop an alarm's ringing here; the incident is not touched");
        act.MapDelete("/alarms/{incident}/silence", (PositionCall call, string incident) =>
            call.ActAsync(actor => new RingAlarm(actor, Incident(incident)))).WithSummary("Let a silenced alarm ring again");
        act.MapPost("/groups/{group}/ungroup", (PositionCall call, string group, UngroupBody body) => call.ActAsync(actor =>
            new UngroupAlarms(actor, Input.Text(group, "group", 64), Input.Minutes(body.Minutes, "minutes", 10, 720)))).WithSummary("Take a group apart: its members ring by themselves");
        MapCameraActs(act.MapGroup("/cameras/{camera}"));
    }

    private static void MapCameraActs(RouteGroupBuilder camera)
    {
        camera.MapPost("/pin", (PositionCall call, string camera) => call.ActAsync(actor => new PinCamera(actor, Input.DeviceId(camera)))).WithSummary("Keep a camera on the wall");
        camera.MapDelete("/pin", (PositionCall call, string camera) => call.ActAsync(actor => new UnpinCamera(actor, Input.DeviceId(camera)))).WithSummary("End a pin");
        camera.MapPost("/dismissal", (PositionCall call, string camera, DismissBody body) => call.ActAsync(actor =>
            new DismissCamera(actor, Input.DeviceId(camera), Input.Text(body.Reason, "reason", 200), Input.Minutes(body.Minutes, "minutes", 1, 240))))
            .WithSummary("Take a camera off the wall for a while, with a reason; what is worse brings it back");
        camera.MapDelete("/dismissal", (PositionCall call, string camera) => call.ActAsync(actor => new RestoreCamera(actor, Input.DeviceId(camera)))).WithSummary("End a dismissal");
        camera.MapPost("/hand-over", (PositionCall call, string camera, HandOverBody body) => call.ActAsync(actor =>
            new HandOverCamera(actor, Input.DeviceId(camera), Input.Id(body.To, "to"), Input.OptionalText(body.Note, "note", 200))))
            .WithSummary("Give a camera, with the alarms it shows, to another staffed position");
        camera.MapPost("/look", (PositionCall call, string camera) => call.ActAsync(actor => new LookAtCamera(actor, Input.DeviceId(camera)))).WithSummary("Say that a person looked at a camera");
    }

    private static async Task<Results<Ok<VideoWallView>, NoContent, ProblemHttpResult>> Wall(PositionCall call, long? since)
    {
        if (await call.FindAsync() is { } problem) return problem;
        return await call.Wall.Since(since ?? 0) is { } wall ? TypedResults.Ok(call.View(wall)) : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<AlarmDeskView>, NoContent, ProblemHttpResult>> Desk(PositionCall call, long? since)
    {
        if (await call.FindAsync() is { } problem) return problem;
        var desk = await call.Wall.Desk();
        return desk.Sequence == since ? TypedResults.NoContent() : TypedResults.Ok(call.View(desk));
    }

    private static async Task<Results<Ok<SuppressionsView>, ProblemHttpResult>> Suppressed(PositionCall call) =>
        await call.FindAsync() is { } problem ? problem : TypedResults.Ok(call.View(await call.Wall.Get(), await call.Wall.Desk()));

    private static int Size(int? size) => size is { } wanted and >= 1 and <= 16 ? wanted : throw new InvalidInputException("size", "'size' must be between 1 and 16.");

    private static IncidentId Incident(string text) =>
        IncidentId.TryParse(text, out var id) ? id : throw new InvalidInputException("incident", "This is no incident's id.");
}
