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

    /// <summary>End of lock-out of a person who was disabled; a far day that every database can hold.</summary>
    internal static readonly DateTimeOffset DisabledUntil = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal bool IsDisabled => LockoutEnd == DisabledUntil;
}
