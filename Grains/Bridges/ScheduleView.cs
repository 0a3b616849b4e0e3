using SafetyHub.Bridges;

namespace SafetyHub.Grains.Bridges;

/// <summary>Puts the book into the words of the contract.</summary>
internal static class ScheduleView
{
    public static ScheduleOverview Of(CameraBook book, TimeSpan now, DateTimeOffset wall)
    {
        var living = book.Bridges.Select(bridge => Living(bridge, wall - (now - bridge.HeardAt))).OrderBy(bridge => (bridge.Host, bridge.Id));
        var lost = book.LostBridges.OrderByDescending(bridge => bridge.HeardAt).Select(bridge => Lost(bridge, wall - (now - bridge.HeardAt)));
        var wanting = book.Cameras.Where(camera => camera.Demand is not null).ToList();
        var unplaced = wanting.Where(camera => camera.IsWaiting).OrderByDescending(camera => camera.Priority).ThenBy(camera => camera.Id.Value, StringComparer.Ordinal)
            .Select(camera => new UnplacedCamera(camera.Id, Reason(book, camera)));
        return new ScheduleOverview([.. living, .. lost], wanting.Count, wanting.Sum(camera => camera.Load) / 1000.0, [.. unplaced], book.IsSettling(now));
    }

    public static BridgeFigures Figures(CameraBook book) => new(
        book.Bridges.Count,
        book.Cameras.Count(camera => camera.Demand is not null),
        book.Cameras.Count(camera => camera.IsWaiting),
        book.Bridges.Sum(bridge => bridge.Capacity) / 1000.0,
        book.Cameras.Where(camera => camera.Demand is not null).Sum(camera => camera.Load) / 1000.0);

    private static UnplacedReason Reason(CameraBook book, CameraEntry camera)
    {
        if (camera.Next is not null) return UnplacedReason.Waiting;
        var taking = book.Bridges.Where(bridge => !bridge.IsDraining).ToList();
        if (taking.Count == 0) return UnplacedReason.NoBridge;
        var reaching = taking.Where(bridge => bridge.Reaches(camera)).ToList();
        if (reaching.Count == 0) return UnplacedReason.NoBridgeAtSite;
        return reaching.Any(bridge => bridge.HasRoomFor(camera.Load)) ? UnplacedReason.Waiting : UnplacedReason.NoCapacity;
    }

    private static BridgeStatus Living(BridgeEntry bridge, DateTimeOffset heardAt) => new(
        bridge.Id, bridge.Report.Host, bridge.Report.ProcessId, bridge.IsDraining ? BridgeState.Draining : BridgeState.Alive,
        bridge.Report.Capacity, bridge.Held / 1000.0, bridge.Cameras.Count, Streaming(bridge.Report), bridge.Report.Sites, bridge.Report.Detector, heardAt);

    private static BridgeStatus Lost(LostBridge lost, DateTimeOffset heardAt) => new(
        lost.Report.BridgeId, lost.Report.Host, lost.Report.ProcessId, BridgeState.Lost,
        lost.Report.Capacity, 0, lost.Cameras, 0, lost.Report.Sites, lost.Report.Detector, heardAt);

    private static int Streaming(BridgeReport report) => report.Cameras.Count(held => held.Picture == CameraPicture.Streaming);
}
