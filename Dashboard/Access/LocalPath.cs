namespace SafetyHub.Dashboard.Access;

/// <summary>Keeps redirects inside the hub: a link that leads away after sign-in is a classic trap.</summary>
internal static class LocalPath
{
    public static string Or(string? path, string otherwise) => IsLocal(path) ? path! : otherwise;

    public static bool IsLocal(string? path) =>
        path is { Length: > 0 and < 2_000 } && path[0] == '/'
        && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && !path.Any(char.IsControl);
}
