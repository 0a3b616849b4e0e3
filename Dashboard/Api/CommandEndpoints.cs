using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SafetyHub.Audit;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>A command to send.</summary>
/// <param name="Type"><c>say</c>, <c>check-in</c>, <c>remind</c> or <c>call</c>.</param>
/// <param name="Data">The command's JSON object.</param>
/// <param name="ExpiresAt">When it lapses; 60 s from now when not given.</param>
public sealed record CommandBody(string? Type, JsonElement? Data, string? ExpiresAt);

/// <summary>A command and its fate.</summary>
public sealed record CommandView(
    string Id, string Type, JsonElement? Data, CommandState Status, string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt, JsonElement? Reply, DateTimeOffset? SettledAt)
{
    internal static CommandView Of(DeviceCommand c) => new(
        c.Id, c.Type, DeviceView.Json(c.DataJson), c.State, c.RequestedBy, c.RequestedAt, c.ExpiresAt, DeviceView.Json(c.ReplyJson), c.SettledAt);
}

/// <summary><c>/devices/{id}/commands</c>.</summary>
internal static class CommandEndpoints
{
    public static void MapDeviceCommands(this IEndpointRouteBuilder api)
    {
        api.MapPost("/devices/{id}/commands", Send).RequireAuthorization(ApiRights.Act).WithSummary("Send a command to a device");
        api.MapGet("/devices/{id}/commands/{commandId}", Get).RequireAuthorization(ApiRights.Read).WithSummary("A command's fate");
    }

    private static async Task<Results<Accepted<CommandView>, ProblemHttpResult>> Send(
        string id, CommandBody body, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal caller,
        IDeviceRegistry registry, IGrainFactory grains, IAuditLog audit, TimeProvider clock, CancellationToken cancel)
    {
        if (await registry.FindAsync(Input.DeviceId(id), cancel) is not { } known) return Problems.NotFound("such device");
        var request = new CommandRequest(
            Input.Text(body.Type, "type", 32), body.Data?.GetRawText() ?? "{}", Input.Time(body.ExpiresAt, "expiresAt"), caller.Actor(), Input.OptionalText(key, "Idempotency-Key", 128));
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), caller.Actor(), "device.command", "device/" + id, request.Type), cancel);
        var outcome = await grains.GetDevice(known.Kind, known.Id).Send(request);
        return outcome switch
        {
            { Command: { } command } => TypedResults.Accepted($"/api/v1/devices/{id}/commands/{command.Id}", CommandView.Of(command)),
            { Refusal: CommandRefusal.TooMany or CommandRefusal.NotForThisDevice } => Problems.Conflict(Input.Kebab(outcome.Refusal), outcome.Detail),
            { Refusal: CommandRefusal.UnknownType } => Problems.Invalid("type", outcome.Detail ?? "There is no such command."),
            { Refusal: CommandRefusal.BadExpiry } => Problems.Invalid("expiresAt", outcome.Detail ?? "The time of expiry is out of range."),
            _ => Problems.Invalid("data", outcome.Detail ?? "The data do not fit the command."),
        };
    }

    private static async Task<Results<Ok<CommandView>, ProblemHttpResult>> Get(
        string id, string commandId, IDeviceRegistry registry, IGrainFactory grains, CancellationToken cancel)
    {
        if (await registry.FindAsync(Input.DeviceId(id), cancel) is not { } known) return Problems.NotFound("such device");
        var command = await grains.GetDevice(known.Kind, known.Id).GetCommand(commandId);
        return command is null ? Problems.NotFound("such command") : TypedResults.Ok(CommandView.Of(command));
    }
}
