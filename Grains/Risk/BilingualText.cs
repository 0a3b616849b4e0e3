namespace SafetyHub.Grains.Risk;

/// <summary>Words in both languages of the hub.</summary>
/// <param name="Ko">Korean.</param>
/// <param name="En">English.</param>
public sealed record BilingualText(string Ko, string En)
{
    /// <summary>The words in a language; Korean where it is not offered.</summary>
    public string In(string language) => language == "en" ? En : Ko;
}
