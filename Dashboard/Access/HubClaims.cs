using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SafetyHub.Access;

namespace SafetyHub.Dashboard.Access;

/// <summary>What the screens read from a signed-in person, and the policies they ask for.</summary>
public static class HubClaims
{
    /// <summary>Policy of everybody who works at the desk.</summary>
    public const string DeskPolicy = "hub.desk";

    /// <summary>Policy of administrators.</summary>
    public const string AdministratorPolicy = "hub.administrator";

    /// <summary>Policy of those who set cameras up: administrators and supervisors.</summary>
    public const string CameraPolicy = "hub.cameras";

    /// <summary>Policy of those who may look at faces, for a purpose and a time.</summary>
    public const string UnmaskPolicy = "hub.unmask";

    /// <summary>Policy of those who keep residents' records: administrators and supervisors.</summary>
    public const string ResidentsPolicy = "hub.residents";

    internal const string DisplayName = "hub:name";
    internal const string Caseworker = "hub:caseworker";

    /// <summary>Stored with the person until a password that somebody else has seen was replaced; the cookie carries it.</summary>
    internal const string MustChangePassword = "hub:must-change-password";

    internal static Claim MustChange { get; } = new(MustChangePassword, "1");

    internal static readonly string[] DeskRoles = [Roles.Administrator, Roles.Supervisor, Roles.Operator];

    internal static readonly string[] CameraRoles = [Roles.Administrator, Roles.Supervisor];

    /// <summary>Who acts, as logs and incidents name it.</summary>
    public static string Actor(this ClaimsPrincipal person) =>
        person.Identity?.Name is { Length: > 0 } name ? "user:" + name : throw new InvalidOperationException("Nobody is signed in");

    internal static bool IsDesk(this ClaimsPrincipal person) => DeskRoles.Any(person.IsInRole);

    internal static string NameShown(this ClaimsPrincipal person) => person.FindFirstValue(DisplayName) ?? person.Identity?.Name ?? "";

    internal static string? CaseworkerId(this ClaimsPrincipal person) => person.FindFirstValue(Caseworker);
}

/// <summary>Puts the hub's own facts into the cookie.</summary>
internal sealed class HubClaimsFactory(UserManager<HubUser> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<HubUser, IdentityRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(HubUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(HubClaims.DisplayName, user.DisplayName));
        if (user.Caseworker is { } worker) identity.AddClaim(new Claim(HubClaims.Caseworker, worker));
        return identity;
    }
}
