using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SafetyHub.Silo.Start;

/// <summary>Where people reach this process by HTTP, with the true ports once the server has started.</summary>
internal sealed class HttpAddresses
{
    private IReadOnlyList<(BindingAddress Url, ListenOptions Listener)> _listeners = [];

    public void Set(IReadOnlyList<(BindingAddress Url, ListenOptions Listener)> listeners) => _listeners = listeners;

    /// <summary>The addresses, for example <c>http://127.0.0.1:8080</c>.</summary>
    public IReadOnlyList<string> Urls => [.. _listeners.Select(l => Text(l.Url, l.Listener))];

    private static string Text(BindingAddress url, ListenOptions listener) =>
        url.IsUnixPipe ? $"{url.Scheme}://{url.Host}" : $"{url.Scheme}://{url.Host}:{listener.IPEndPoint?.Port ?? url.Port}";
}
