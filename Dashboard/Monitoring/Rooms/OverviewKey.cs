namespace SafetyHub.Dashboard.Monitoring.Rooms;

/// <summary>What a key of the supervisor's overview does.</summary>
public enum OverviewAct
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Selects the next proposal.</summary>
    Next,
    /// <summary>Selects the proposal before.</summary>
    Previous,
    /// <summary>Asks for a note and accepts.</summary>
    Accept,
    /// <summary>Asks why and declines.</summary>
    Decline,
    /// <summary>Opens the camera's settings.</summary>
    Camera,
    /// <summary>Shows the keys.</summary>
    Help,
    /// <summary>Selects nothing.</summary>
    Clear,
}

/// <summary>Keys of the overview by their place on the keyboard.</summary>
internal static class OverviewKey
{
    public static IReadOnlyList<string> Codes { get; } = ["KeyJ", "KeyK", "ArrowDown", "ArrowUp", "KeyA", "KeyD", "KeyC", "Slash", "Escape"];

    public static IReadOnlyList<(string[] Keys, string Text)> Help { get; } =
    [
        (["j", "↓"], "overview.help.next"), (["k", "↑"], "overview.help.previous"), (["a"], "overview.accept"), (["d"], "overview.decline"),
        (["c"], "wall.act.camera"), (["Esc"], "wall.help.clear"), (["?"], "help.help"),
    ];

    public static OverviewAct Act(string code, bool shift) => (code, shift) switch
    {
        ("Slash", true) => OverviewAct.Help,
        (_, true) => OverviewAct.None,
        ("KeyJ" or "ArrowDown", _) => OverviewAct.Next,
        ("KeyK" or "ArrowUp", _) => OverviewAct.Previous,
        ("KeyA", _) => OverviewAct.Accept,
        ("KeyD", _) => OverviewAct.Decline,
        ("KeyC", _) => OverviewAct.Camera,
        ("Escape", _) => OverviewAct.Clear,
        _ => OverviewAct.None,
    };
}
