namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>What a key or a button of the wall does.</summary>
public enum WallAct
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Selects the tile to the left.</summary>
    Left,
    /// <summary>Selects the tile to the right.</summary>
    Right,
    /// <summary>Selects the tile above.</summary>
    Up,
    /// <summary>Selects the tile below.</summary>
    Down,
    /// <summary>Selects the next entry of the desk.</summary>
    Next,
    /// <summary>Selects the entry of the desk before.</summary>
    Previous,
    /// <summary>Opens the selected tile large.</summary>
    Look,
    /// <summary>Pins the selected camera, or ends its pin.</summary>
    Pin,
    /// <summary>Asks why and how long, and takes the selected camera off the wall.</summary>
    Dismiss,
    /// <summary>Asks to whom, and hands the selected camera over.</summary>
    HandOver,
    /// <summary>Opens the incident of what was selected last.</summary>
    Incident,
    /// <summary>Opens the settings of the selected camera.</summary>
    Camera,
    /// <summary>Stops the selected alarm's or group's sound at this desk.</summary>
    Silence,
    /// <summary>Takes a silencing back.</summary>
    Ring,
    /// <summary>Asks for how long, and takes the selected group apart.</summary>
    Ungroup,
    /// <summary>Brings the selected dismissed camera back.</summary>
    Restore,
    /// <summary>Mutes for two minutes.</summary>
    Mute,
    /// <summary>Shows the keys.</summary>
    Help,
    /// <summary>Selects nothing.</summary>
    Clear,
}

/// <summary>Keys of the wall by their place on the keyboard, as in the control room.</summary>
internal static class WallKey
{
    /// <summary>What the page listens for; digits select a tile.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "KeyJ", "KeyK", "Enter", "NumpadEnter", "KeyP", "KeyD", "KeyH", "KeyO", "KeyC", "KeyS", "KeyU", "KeyR",
        "KeyM", "Slash", "Escape", "Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8", "Digit9",
    ];

    /// <summary>The keys in the order of the help.</summary>
    public static IReadOnlyList<(string[] Keys, string Text)> Help { get; } =
    [
        (["←", "→", "↑", "↓"], "wall.help.tiles"), (["1", "…", "9"], "wall.help.digit"), (["Enter"], "wall.act.look"), (["p"], "wall.help.pin"), (["d"], "wall.act.dismiss"),
        (["h"], "wall.act.hand-over"), (["o"], "wall.act.incident"), (["c"], "wall.act.camera"), (["j"], "wall.help.next"), (["k"], "wall.help.previous"),
        (["s"], "wall.help.silence"), (["u"], "wall.act.ungroup"), (["r"], "wall.act.restore"), (["Esc"], "wall.help.clear"), (["m"], "help.mute"), (["?"], "help.help"),
    ];

    public static WallAct Act(string code, bool shift) => (code, shift) switch
    {
        ("Slash", true) => WallAct.Help,
        (_, true) => WallAct.None,
        ("ArrowLeft", _) => WallAct.Left,
        ("ArrowRight", _) => WallAct.Right,
        ("ArrowUp", _) => WallAct.Up,
        ("ArrowDown", _) => WallAct.Down,
        ("KeyJ", _) => WallAct.Next,
        ("KeyK", _) => WallAct.Previous,
        ("Enter" or "NumpadEnter", _) => WallAct.Look,
        ("KeyP", _) => WallAct.Pin,
        ("KeyD", _) => WallAct.Dismiss,
        ("KeyH", _) => WallAct.HandOver,
        ("KeyO", _) => WallAct.Incident,
        ("KeyC", _) => WallAct.Camera,
        ("KeyS", _) => WallAct.Silence,
        ("KeyU", _) => WallAct.Ungroup,
        ("KeyR", _) => WallAct.Restore,
        ("KeyM", _) => WallAct.Mute,
        ("Escape", _) => WallAct.Clear,
        _ => WallAct.None,
    };

    /// <summary>The slot a digit means, or null.</summary>
    public static int? Slot(string code) => code is ['D', 'i', 'g', 'i', 't', >= '1' and <= '9' and var digit] ? digit - '1' : null;
}
