using System.Globalization;
using System.Resources;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Alerts;

/// <summary>What alerts say, in Korean (<c>AlertTexts.resx</c>) and English. A push text carries no name and nothing about health: others see the phone's screen.</summary>
internal static class AlertTexts
{
    private const string English = "en";
    private const string Korean = "ko";
    private const string DefaultSentence = "say.help-is-coming";
    private static readonly ResourceManager Texts = new("SafetyHub.Silo.Alerts.AlertTexts", typeof(AlertTexts).Assembly);

    /// <summary>The language that is used for a wish.</summary>
    public static string LanguageOf(string language) => language == English ? English : Korean;

    /// <summary>The sentence a device says; an unknown key says that help was called, which is true of every alert.</summary>
    public static string Spoken(string? key, string language)
    {
        var culture = Culture(language);
        return (key is null ? null : Texts.GetString(key, culture)) ?? Texts.GetString(DefaultSentence, culture)!;
    }

    /// <summary>Title of a push.</summary>
    public static string PushTitle(Severity severity, string language) => Texts.GetString("Push.Title." + severity, Culture(language))!;

    /// <summary>Body of a push.</summary>
    public static string PushBody(string language) => Texts.GetString("Push.Body", Culture(language))!;

    /// <summary>Title of a test push.</summary>
    public static string TestTitle(string language) => Texts.GetString("Push.Title.Test", Culture(language))!;

    /// <summary>Body of a test push.</summary>
    public static string TestBody(string language) => Texts.GetString("Push.Body.Test", Culture(language))!;

    private static CultureInfo Culture(string language) => language == English ? CultureInfo.GetCultureInfo(English) : CultureInfo.InvariantCulture;
}
