using System.Collections.Concurrent;
using System.Diagnostics;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>A real RTSP server (GStreamer) that plays a clip to whoever has the password.</summary>
internal sealed class RtspCamera : IAsyncDisposable
{
    private const string Script = """
        import sys, gi
        gi.require_version('Gst', '1.0'); gi.require_version('GstRtspServer', '1.0')
        from gi.repository import Gst, GstRtsp, GstRtspServer, GLib
        Gst.init(None)
        server = GstRtspServer.RTSPServer()
        server.set_address('127.0.0.1'); server.set_service('0')
        factory = GstRtspServer.RTSPMediaFactory(); factory.set_shared(True)
        sound = ' audiotestsrc is-live=true ! alawenc ! rtppcmapay name=pay1 pt=8' if sys.argv[4] == 'sound' else ''
        factory.set_launch('( filesrc location=%s ! qtdemux ! h264parse ! rtph264pay name=pay0 pt=96%s )' % (sys.argv[1], sound))
        role = Gst.Structure.new_from_string('viewer,media.factory.access=true,media.factory.construct=true')
        factory.add_role_from_structure(role)
        token = GstRtspServer.RTSPToken(); token.set_string('media.factory.role', 'viewer')
        auth = GstRtspServer.RTSPAuth()
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(sys.argv[2], sys.argv[3]), token)
        server.set_auth(auth)
        server.get_mount_points().add_factory('/stream', factory)
        def told(client, context):
            _, transport = context.request.get_header(GstRtsp.RTSPHeaderField.TRANSPORT, 0)
            print(context.uri.abspath, transport, flush=True)
        server.connect('client-connected', lambda _, client: client.connect('setup-request', told))
        server.attach(None)
        print(server.get_bound_port(), flush=True)
        GLib.MainLoop().run()
        """;

    private readonly Process _server;
    private Task _listening = Task.CompletedTask;

    private RtspCamera(Process server, string port) => (_server, Host) = (server, "127.0.0.1:" + port);

    public string Host { get; }

    /// <summary>Each stream that a viewer asked for, with its transport.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<RtspCamera> StartAsync(TemporaryFolder folder, string clip, string user, string password, bool sound = false)
    {
        var script = folder.File("camera.py");
        await File.WriteAllTextAsync(script, Script);
        var server = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, clip, user, password, sound ? "sound" : "silent"]) { RedirectStandardOutput = true })!;
        var port = await server.StandardOutput.ReadLineAsync();
        var camera = new RtspCamera(server, port ?? throw new InvalidOperationException("The RTSP server did not start."));
        camera._listening = camera.ListenAsync();
        return camera;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.HasExited)
            return;
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        await _listening;
    }

    private async Task ListenAsync()
    {
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
            Asked.Enqueue(line);
    }
}
