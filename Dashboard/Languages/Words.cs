using System.Globalization;
using System.Resources;

namespace SafetyHub.Dashboard.Languages;

/// <summary>
/// The words of one visitor's language. Taken once per request or circuit and kept: a render that a background thread caused would
/// otherwise fall back to the process's language.
/// </summary>
public sealed class Words
{
    private static readonly ResourceManager Texts = new("SafetyHub.Dashboard.Resources.HubTexts", typeof(Words).Assembly);

    /// <summary>Takes the language of the current request.</summary>
    public Words() : this(CultureInfo.CurrentUICulture) { }

    internal Words(CultureInfo culture) => Culture = culture.TwoLetterISOLanguageName == "en" ? HubLanguages.English : HubLanguages.Korean;

    /// <summary>The language.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The text under a key; the key itself where there is none, so that a gap is seen and nothing breaks.</summary>
    public string this[string key] => Texts.GetString(key, Culture) ?? key;

    /// <summary>The text under a key with its arguments filled in.</summary>
    public string Format(string key, params object?[] arguments) => string.Format(Culture, this[key], arguments);

    /// <summary>The text under a key, or null.</summary>
    public string? Find(string key) => Texts.GetString(key, Culture);
}
