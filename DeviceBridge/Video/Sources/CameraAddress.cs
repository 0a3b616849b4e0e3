using System.Net;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// Where a camera's picture comes from: <c>rtsp(s)://</c>, <c>http(s)://</c> (MJPEG or any stream ffmpeg reads) or <c>file:</c>
/// with an absolute path (looped at its own speed). Its text never shows credentials; only <see cref="Secret"/> has them.
/// </summary>
public sealed record CameraAddress
{
    private readonly Uri _uri;

    private CameraAddress(Uri uri, CameraScheme scheme)
    {
        _uri = uri;
        Scheme = scheme;
    }

    /// <summary>How the source is read.</summary>
    public CameraScheme Scheme { get; }

    /// <summary>The full address with credentials. For ffmpeg's standard input only, never for a command line or a log.</summary>
    internal string Secret => Scheme == CameraScheme.File ? "file:" + _uri.LocalPath : _uri.AbsoluteUri;

    /// <summary>The path of a file source.</summary>
    internal string LocalPath => _uri.LocalPath;

    /// <summary>Reads an address; throws <see cref="FormatException"/> (without the credentials) when it cannot be a camera.</summary>
    public static CameraAddress Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.Length > 2048 || text.Any(char.IsControl))
            throw new FormatException("A camera address has at most 2048 characters and no control characters.");
        if (!Uri.TryCreate(PathOf(text) ?? text, UriKind.Absolute, out var uri))
            throw new FormatException("A camera address is an absolute URL: rtsp://, http:// or file:/path.");
        var scheme = SchemeOf(uri);
        if (scheme == CameraScheme.File ? !Path.IsPathRooted(uri.LocalPath) || uri.Host.Length > 0 : uri.Host.Length == 0)
            throw new FormatException("A camera address needs a host, or for file: an absolute path on this machine.");
        return new CameraAddress(uri, scheme);
    }

    /// <summary>The address for a request of the hub's own, with the login beside it.</summary>
    internal (Uri Uri, NetworkCredential? Login) Request()
    {
        var bare = new UriBuilder(_uri) { UserName = "", Password = "" }.Uri;
        if (_uri.UserInfo.Length == 0)
            return (bare, null);
        var parts = _uri.UserInfo.Split(':', 2);
        return (bare, new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : ""));
    }

    /// <summary>Takes the credentials out of a text that another program wrote about this source.</summary>
    internal string Redact(string text)
    {
        text = text.Replace(Secret, ToString(), StringComparison.Ordinal);
        foreach (var part in SecretParts())
            text = text.Replace(part, "***", StringComparison.Ordinal);
        return text;
    }

    /// <summary>Equal when everything is, the password too: <see cref="Uri"/> itself does not compare it.</summary>
    public bool Equals(CameraAddress? other) => other is not null && Secret == other.Secret;

    /// <inheritdoc/>
    public override int GetHashCode() => Secret.GetHashCode(StringComparison.Ordinal);

    /// <summary>The address without user, password and query.</summary>
    public override string ToString() => Scheme == CameraScheme.File
        ? "file:" + _uri.LocalPath
        : $"{_uri.Scheme}://{_uri.Authority}{_uri.AbsolutePath}";

    // Everything behind file: (or file://) is the path as it stands, so that blanks and percent signs need no escaping.
    private static string? PathOf(string text) =>
        text.StartsWith("file:///", StringComparison.OrdinalIgnoreCase) ? text[7..]
        : text.StartsWith("file:/", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? text[5..]
        : null;

    private static CameraScheme SchemeOf(Uri uri) => uri.Scheme switch
    {
        "rtsp" or "rtsps" => CameraScheme.Rtsp,
        "http" or "https" => CameraScheme.Http,
        "file" => CameraScheme.File,
        _ => throw new FormatException($"Cameras are read from rtsp, rtsps, http, https and file, not from {uri.Scheme}."),
    };

    // Query strings count as secret too: many MJPEG cameras take their password there.
    private IEnumerable<string> SecretParts()
    {
        var colon = _uri.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var password = colon < 0 ? _uri.UserInfo : _uri.UserInfo[(colon + 1)..];
        string[] parts = [_uri.UserInfo, password, Uri.UnescapeDataString(password), _uri.Query.TrimStart('?')];
        return parts.Where(part => part.Length > 0).Distinct().OrderByDescending(part => part.Length);
    }
}

/// <summary>How a source is read.</summary>
public enum CameraScheme
{
    /// <summary>RTSP.</summary>
    Rtsp,

    /// <summary>MJPEG, single JPEGs or another stream over HTTP.</summary>
    Http,

    /// <summary>A file on this machine, looped.</summary>
    File,
}
