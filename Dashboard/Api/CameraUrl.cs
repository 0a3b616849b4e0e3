namespace SafetyHub.Dashboard.Api;

/// <summary>A camera's URL, whole and without user name, password and query: many cameras take their password in the query.</summary>
/// <param name="Full">With credentials; never leaves the hub unprotected.</param>
/// <param name="Display">Without.</param>
internal sealed record CameraUrl(string Full, string Display)
{
    private static readonly string[] Schemes = ["rtsp", "rtsps", "http", "https", "file"];

    /// <summary>Reads a URL.</summary>
    /// <exception cref="InvalidInputException">It is none, or of a kind that is not taken.</exception>
    public static CameraUrl Parse(string text, string field = "url")
    {
        var whole = text.StartsWith("file:/", StringComparison.Ordinal) && !text.StartsWith("file://", StringComparison.Ordinal) ? "file://" + text["file:".Length..] : text;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var url) || !Schemes.Contains(url.Scheme))
            throw new InvalidInputException(field, $"'{field}' must be absolute and start with {string.Join(", ", Schemes.Select(s => s + ":"))}.");
        if (url.IsFile && (!Path.IsPathRooted(url.LocalPath) || url.Host.Length > 0))
            throw new InvalidInputException(field, "A file must be given with an absolute path: file:/path/to/video.");
        // A path is taken as it stands, blanks and all; the bridge reads it in the same way.
        if (url.IsFile) return new CameraUrl("file:" + whole["file://".Length..], "file:" + whole["file://".Length..]);
        return new CameraUrl(url.AbsoluteUri, $"{url.Scheme}://{url.Authority}{url.AbsolutePath}");
    }
}
