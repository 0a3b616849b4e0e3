using Microsoft.AspNetCore.Components;
using MudBlazor;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>To whom.</summary>
/// <param name="Assignee">The person, or null for nobody.</param>
public sealed record AssignAnswer(string? Assignee);

/// <summary>Why and how long.</summary>
/// <param name="Reason">Why.</param>
/// <param name="For">How long.</param>
public sealed record ShelveAnswer(string Reason, TimeSpan For);

/// <summary>How it turned out.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Note">What was found, or null.</param>
public sealed record ResolveAnswer(Outcome Outcome, string? Note);

/// <summary>Asks the operator in a dialog about one incident.</summary>
internal static class RoomDialog
{
    public static DialogOptions Options { get; } = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false };

    /// <summary>The answer, or the default when the dialog was left.</summary>
    public static async Task<TAnswer?> AskAsync<TDialog, TAnswer>(IDialogService dialogs, string title, IncidentSnapshot incident) where TDialog : IComponent
    {
        var dialog = await dialogs.ShowAsync<TDialog>(title, new DialogParameters { ["Incident"] = incident }, Options);
        var result = await dialog.Result;
        return result is { Canceled: false, Data: TAnswer answer } ? answer : default;
    }
}
