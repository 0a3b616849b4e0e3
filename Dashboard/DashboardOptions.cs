using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Dashboard;

/// <summary>Settings of the screens; section <c>SafetyHub:Dashboard</c>.</summary>
public sealed class DashboardOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "SafetyHub:Dashboard";

    /// <summary>
    /// Ids of the districts whose feeds the screens follow; incidents of other districts arrive through the feed "other". At most 64;
    /// none = the three districts of Goyang.
    /// </summary>
    [MaxLength(64)]
    public IList<string> Districts { get; } = [];

    internal static readonly string[] Goyang = ["deogyang", "ilsandong", "ilsanseo"];

    /// <summary>Folder in which the first administrator's one-time password is written. Default: the hub's data directory.</summary>
    [Required]
    public string DataDirectory { get; set; } = "./data";

    /// <summary>How long a resolved incident stays on the screens. 1 min to 24 h, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ResolvedStaysFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Age of the feed above which the screens raise their own alarm. 3 s to 60 s, default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:01:00")]
    public TimeSpan FeedStaleAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many incidents the screens hold at most. 100 to 50,000, default 10,000; beyond it the least urgent are left out, logged and counted.</summary>
    [Range(100, 50_000)]
    public int IncidentsAtMost { get; set; } = 10_000;
}
