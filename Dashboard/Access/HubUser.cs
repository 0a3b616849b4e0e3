using Microsoft.AspNetCore.Identity;

namespace SafetyHub.Dashboard.Access;

/// <summary>A person who signs in.</summary>
public sealed class HubUser : IdentityUser
{
    /// <summary>The name colleagues see, 1 to 100 characters.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Id of the caseworker that this person is, or null.</summary>
    public string? Caseworker { get; set; }

    /// <summary>Language of the screens, <c>ko</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "ko";

    /// <summary>True until the person has replaced a password that somebody else has seen.</summary>
    public bool MustChangePassword { get; set; }
}
