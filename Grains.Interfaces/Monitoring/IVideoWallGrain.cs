namespace SafetyHub.Monitoring;

/// <summary>
/// The video wall (지능형 선별관제) and the desk of one operator position: which cameras deserve a look now, and which alarms ring here.
/// The key is <see cref="GrainKeys.Wall"/>; a position's id has the form of a device id, for example <c>p1</c>.
/// </summary>
[Alias("hub.IVideoWallGrain")]
public interface IVideoWallGrain : IGrainWithStringKey
{
    /// <summary>What the wall shows now. Anybody who may see the room may read it; nobody needs to be signed in.</summary>
    [Alias("Get")] Task<WallView> Get();

    /// <summary>The wall when its <see cref="WallView.Sequence"/> is another than the given one, or null when nothing changed. Cheap: meant to be asked every second.</summary>
    [Alias("Since")] Task<WallView?> Since(long sequence);

    /// <summary>The alarms, groups and alarm budget of the desk now.</summary>
    [Alias("Desk")] Task<DeskView> Desk();

    /// <summary>The desk when its <see cref="DeskView.Sequence"/> is another than the given one, or null when nothing changed.</summary>
    [Alias("DeskSince")] Task<DeskView?> DeskSince(long sequence);

    /// <summary>
    /// Staffs the position, or renews the sign-in: to be repeated every 10 s while the operator's page is open. Without renewal for 30 s (the default)
    /// the position counts as empty and its cameras go to the others. Refused with <see cref="WallRefusal.PositionTaken"/> while another holds it.
    /// </summary>
    /// <param name="actor">Who: <c>user:{name}</c>.</param>
    /// <param name="team">The team of the shift, 1 to 32 characters, or null.</param>
    [Alias("SignIn")] Task<WallResult> SignIn(string actor, string? team);

    /// <summary>Leaves the position at once. Refused with <see cref="WallRefusal.PositionTaken"/> when another holds it.</summary>
    [Alias("SignOut")] Task<WallResult> SignOut(string actor);

    /// <summary>Carries out what a person wants; refusals are typed. Callers use the dashboard's <c>WallDesk</c>, which audits.</summary>
    [Alias("Execute")] Task<WallResult> Execute(WallCommand command);

    /// <summary>Adds a web host as listener or renews it; forgotten after 15 s without renewal.</summary>
    [Alias("Subscribe")] Task Subscribe(IWallObserver observer);

    /// <summary>Takes a web host off the list.</summary>
    [Alias("Unsubscribe")] Task Unsubscribe(IWallObserver observer);
}

/// <summary>A web host's ear at a wall. Best effort: whoever missed something asks <see cref="IVideoWallGrain.Since"/>.</summary>
[Alias("hub.IWallObserver")]
public interface IWallObserver : IGrainObserver
{
    /// <summary>The wall changed.</summary>
    [Orleans.Concurrency.OneWay, Alias("WallChanged")] Task WallChanged(WallView wall);

    /// <summary>The desk changed.</summary>
    [Orleans.Concurrency.OneWay, Alias("DeskChanged")] Task DeskChanged(DeskView desk);
}
