using System.Collections.Concurrent;
using SafetyHub.Adapters;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// Which mapped cameras are there. Frigate says so for itself and its streams; an ONVIF camera says nothing, so it is there for as long as it has published within
/// its quiet limit. Safe for concurrent use.
/// </summary>
internal sealed class AdapterPresence(bool tellsAvailability, TimeProvider time)
{
    /// <summary>A stream that was down counts as back when it has stayed up for so long: Frigate reports one that cannot be reached as up at each of its attempts.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan DefaultQuiet = TimeSpan.FromHours(1);
    private const int MostCameras = 8_192;

    private readonly ConcurrentDictionary<string, (ForeignState State, long Since, bool WasDown)> _streams = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _heard = new(StringComparer.Ordinal);
    private int _system;

    /// <summary>The system's own word, or null while it has said nothing.</summary>
    public string? Word => System switch
    {
        ForeignState.Online => "online",
        ForeignState.Stopped => "stopped",
        ForeignState.Offline => "offline",
        _ => null,
    };

    private ForeignState? System => Volatile.Read(ref _system) is var state and not 0 ? (ForeignState)state : null;

    public void SystemSays(ForeignState state) => Volatile.Write(ref _system, (int)state);

    public void CameraSays(string foreign, ForeignState state)
    {
        if (_streams.Count >= MostCameras && !_streams.ContainsKey(foreign)) return;
        _streams.AddOrUpdate(
            foreign,
            static (_, now) => (now.state, now.at, now.state == ForeignState.Offline),
            static (_, before, now) => before.State == now.state ? before : (now.state, now.at, now.state == ForeignState.Offline || before.State == ForeignState.Offline),
            (state, at: time.GetTimestamp()));
    }

    /// <summary>A camera published something; true when nobody could say before that it is there.</summary>
    public bool Heard(AdapterCamera camera)
    {
        var news = StateOf(camera) is null;
        // A system that tells what it sees is there, also where its own word about itself was lost.
        if (tellsAvailability && news) Interlocked.CompareExchange(ref _system, (int)ForeignState.Online, 0);
        if (_heard.Count < MostCameras || _heard.ContainsKey(camera.Foreign)) _heard[camera.Foreign] = time.GetTimestamp();
        return news;
    }

    /// <summary>How the camera stands; null when nobody can say, so that its silence is noticed.</summary>
    public ForeignState? StateOf(AdapterCamera camera)
    {
        if (!tellsAvailability)
            return _heard.TryGetValue(camera.Foreign, out var at) && time.GetElapsedTime(at) < (camera.QuietLimit ?? DefaultQuiet) ? ForeignState.Online : null;
        if (System is not ForeignState.Online) return System;
        if (!_streams.TryGetValue(camera.Foreign, out var stream) || stream.State != ForeignState.Online) return stream.State == 0 ? ForeignState.Online : stream.State;
        return stream.WasDown && time.GetElapsedTime(stream.Since) < Settle ? ForeignState.Offline : ForeignState.Online;
    }
}
