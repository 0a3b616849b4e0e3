using System.Globalization;
using System.Resources;

namespace SafetyHub.Grains.Signals;

/// <summary>Sentences that robots and speakers say, Korean first (<c>Spoken.resx</c>) and English (<c>Spoken.en.resx</c>).</summary>
internal static class Spoken
{
    public const string DefaultLanguage = "ko";

    private static readonly ResourceManager Sentences = new("SafetyHub.Grains.Signals.Spoken", typeof(Spoken).Assembly);

    /// <summary>The sentence in a language; Korean where the language is not offered.</summary>
    public static string? Sentence(string? key, string language)
    {
        if (key is null) return null;
        var culture = language == "en" ? CultureInfo.GetCultureInfo("en") : CultureInfo.InvariantCulture;
        return Sentences.GetString(key, culture);
    }
}
