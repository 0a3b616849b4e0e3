namespace SafetyHub.Silo.Configuration;

/// <summary>What one process of the hub does; any combination.</summary>
[Flags]
public enum HubRoles
{
    /// <summary>Nothing; never valid.</summary>
    None = 0,
    /// <summary>Holds the grains: every decision, the sweeper, the alerts.</summary>
    Silo = 1,
    /// <summary>Lets the outside world in: MQTT and video.</summary>
    Bridge = 2,
    /// <summary>Serves people and programs: control room, caseworker pages, API.</summary>
    Dashboard = 4,
    /// <summary>All three.</summary>
    All = Silo | Bridge | Dashboard,
}
