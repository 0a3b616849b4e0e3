namespace SafetyHub.Dashboard.Monitoring;

/// <summary>What a key or a button of the control room does.</summary>
public enum RoomAct
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>Selects the next row.</summary>
    Next,
    /// <summary>Selects the row before.</summary>
    Previous,
    /// <summary>Opens the selected incident.</summary>
    Open,
    /// <summary>Acknowledges.</summary>
    Acknowledge,
    /// <summary>Gives the acknowledgement back.</summary>
    Unacknowledge,
    /// <summary>Asks to whom and assigns.</summary>
    Assign,
    /// <summary>Asks and escalates.</summary>
    Escalate,
    /// <summary>Asks for a note.</summary>
    Note,
    /// <summary>Asks why and how long, and shelves.</summary>
    Shelve,
    /// <summary>Puts it back into the queue.</summary>
    Unshelve,
    /// <summary>Asks for the outcome and resolves.</summary>
    Resolve,
    /// <summary>Shows what waits.</summary>
    ShowNew,
    /// <summary>Goes to the search field.</summary>
    Search,
    /// <summary>Shows the keys.</summary>
    Help,
    /// <summary>Closes the incident.</summary>
    Close,
    /// <summary>Mutes for two minutes.</summary>
    Mute,
    /// <summary>Only critical.</summary>
    OnlyCritical,
    /// <summary>Only high.</summary>
    OnlyHigh,
    /// <summary>Only medium.</summary>
    OnlyMedium,
    /// <summary>Only low.</summary>
    OnlyLow,
}

/// <summary>Keys by their place on the keyboard: with Hangul input on, the key named j writes ㅓ, and its place is still KeyJ.</summary>
internal static class RoomKey
{
    public static RoomAct Act(string code, bool shift) => (code, shift) switch
    {
        ("Slash", true) => RoomAct.Help,
        (_, true) => RoomAct.None,
        ("KeyJ" or "ArrowDown", _) => RoomAct.Next,
        ("KeyK" or "ArrowUp", _) => RoomAct.Previous,
        ("Enter" or "NumpadEnter", _) => RoomAct.Open,
        ("KeyA", _) => RoomAct.Acknowledge,
        ("KeyS", _) => RoomAct.Assign,
        ("KeyE", _) => RoomAct.Escalate,
        ("KeyN", _) => RoomAct.Note,
        ("KeyZ", _) => RoomAct.Shelve,
        ("KeyR", _) => RoomAct.Resolve,
        ("KeyM", _) => RoomAct.Mute,
        ("Period", _) => RoomAct.ShowNew,
        ("Slash", _) => RoomAct.Search,
        ("Escape", _) => RoomAct.Close,
        ("Digit1" or "Numpad1", _) => RoomAct.OnlyCritical,
        ("Digit2" or "Numpad2", _) => RoomAct.OnlyHigh,
        ("Digit3" or "Numpad3", _) => RoomAct.OnlyMedium,
        ("Digit4" or "Numpad4", _) => RoomAct.OnlyLow,
        _ => RoomAct.None,
    };
}
