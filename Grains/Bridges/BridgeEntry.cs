using SafetyHub.Bridges;

namespace SafetyHub.Grains.Bridges;

/// <summary>A living bridge. Loads are whole thousandths of a camera, so that sums are exact.</summary>
internal sealed class BridgeEntry(BridgeReport report, TimeSpan now)
{
    public string Id { get; } = report.BridgeId;

    public BridgeReport Report { get; private set; } = report;

    public TimeSpan HeardAt { get; private set; } = now;

    public bool IsDraining { get; set; }

    /// <summary>Cameras that it may be running, those that are on their way out included.</summary>
    public HashSet<CameraEntry> Cameras { get; } = [];

    public int Capacity { get; private set; } = Thousandths(report.Capacity);

    /// <summary>Load of <see cref="Cameras"/>.</summary>
    public int Held { get; set; }

    /// <summary>The part of <see cref="Held"/> that is on its way out.</summary>
    public int Going { get; set; }

    /// <summary>Load of cameras that come as soon as they are free elsewhere.</summary>
    public int Coming { get; set; }

    /// <summary>Cameras that it may still get now only to even out the load.</summary>
    public double Moves { get; set; } = 1;

    public bool HasRoomFor(int load) => Held + Coming + load <= Capacity;

    /// <summary>Load, once everything under way is done, as share of capacity.</summary>
    public double Share(int more = 0) => Capacity == 0 ? double.PositiveInfinity : (double)(Held - Going + Coming + more) / Capacity;

    /// <summary>True when it takes cameras and reaches this one.</summary>
    public bool Takes(CameraEntry camera) => !IsDraining && Reaches(camera);

    public bool Reaches(CameraEntry camera) => camera.Demand?.Site is not { } site || Report.Sites.Contains(site, StringComparer.Ordinal);

    public void Heard(BridgeReport report, TimeSpan now) => (Report, HeardAt, Capacity) = (report, now, Thousandths(report.Capacity));

    public static int Thousandths(double load) => (int)Math.Clamp(Math.Round(load * 1000), 0, 100_000_000);
}
