namespace SafetyHub.Grains.Signals;

/// <summary>Keys of the sentences in <c>Spoken.resx</c> that a device says when the hub has taken its event.</summary>
internal static class SayKeys
{
    public const string HelpIsComing = nameof(HelpIsComing);
    public const string TakenBack = nameof(TakenBack);
    public const string Fall = nameof(Fall);
    public const string Fire = nameof(Fire);
    public const string Gas = nameof(Gas);
}
