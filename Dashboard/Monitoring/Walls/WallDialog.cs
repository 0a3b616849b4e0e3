using Microsoft.AspNetCore.Components;
using MudBlazor;
using SafetyHub.Dashboard.Incidents;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>To whom, and what they should know.</summary>
/// <param name="Position">The position.</param>
/// <param name="Note">What they should know, or null.</param>
public sealed record HandOverAnswer(string Position, string? Note);

/// <summary>How long nothing is bundled there.</summary>
/// <param name="For">How long.</param>
public sealed record UngroupAnswer(TimeSpan For);

/// <summary>What a person said to a proposal.</summary>
/// <param name="Note">What they said, or null.</param>
public sealed record DecisionAnswer(string? Note);

/// <summary>Asks the operator in a dialog about something at the wall.</summary>
internal static class WallDialog
{
    /// <summary>The answer, or null when the dialog was left.</summary>
    public static async Task<TAnswer?> AskAsync<TDialog, TAnswer>(IDialogService dialogs, string title, DialogParameters parameters)
        where TDialog : IComponent where TAnswer : class
    {
        var dialog = await dialogs.ShowAsync<TDialog>(title, parameters, RoomDialog.Options);
        var result = await dialog.Result;
        return result is { Canceled: false, Data: TAnswer answer } ? answer : null;
    }
}
