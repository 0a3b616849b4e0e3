using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SafetyHub.Access;

namespace SafetyHub.Dashboard.Access;

/// <summary>What the forms of the user administration send to. Every change is audited.</summary>
internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/admin/users").RequireAuthorization(HubClaims.AdministratorPolicy).RequireOwnForms();
        people.MapPost("/new", CreateAsync);
        people.MapPost("/{id}/save", SaveAsync);
        people.MapPost("/{id}/reset", ResetAsync);
        people.MapPost("/{id}/disable", (string id, PeopleOffice office, ClaimsPrincipal by, CancellationToken cancel) => SwitchAsync(id, false, office, by, cancel));
        people.MapPost("/{id}/enable", (string id, PeopleOffice office, ClaimsPrincipal by, CancellationToken cancel) => SwitchAsync(id, true, office, by, cancel));
    }

    private static async Task<IResult> CreateAsync([FromForm] PersonForm form, PeopleOffice office, OnceNotes notes, ClaimsPrincipal by, CancellationToken cancel)
    {
        var (said, password) = await office.CreateAsync(form, by.Actor(), cancel);
        return password is null ? Back(said) : Results.LocalRedirect($"/admin/users?said={said}&ticket={notes.Put(by.Actor(), [password])}");
    }

    private static async Task<IResult> SaveAsync(string id, [FromForm] PersonForm form, PeopleOffice office, ClaimsPrincipal by, CancellationToken cancel) =>
        Back(await office.SaveAsync(id, form, by.Actor(), cancel));

    private static async Task<IResult> ResetAsync(string id, PeopleOffice office, OnceNotes notes, ClaimsPrincipal by, CancellationToken cancel)
    {
        var (said, password) = await office.ResetAsync(id, by.Actor(), cancel);
        return password is null ? Back(said) : Results.LocalRedirect($"/admin/users?said={said}&ticket={notes.Put(by.Actor(), [password])}");
    }

    private static async Task<IResult> SwitchAsync(string id, bool on, PeopleOffice office, ClaimsPrincipal by, CancellationToken cancel) =>
        Back(await office.SwitchAsync(id, on, by.Actor(), cancel));

    private static IResult Back(string said) => AccountEndpoints.Go("/admin/users", said);
}

/// <summary>The fields of a person.</summary>
internal sealed class PersonForm
{
    public string? Name { get; set; }
    public string? DisplayName { get; set; }
    public string? Role { get; set; }
    public string? Caseworker { get; set; }
    public string? Language { get; set; }
}
