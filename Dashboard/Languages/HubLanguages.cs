using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace SafetyHub.Dashboard.Languages;

/// <summary>The two languages of the screens: Korean first, English by choice. The choice is a cookie.</summary>
internal static class HubLanguages
{
    public static CultureInfo Korean { get; } = CultureInfo.GetCultureInfo("ko-KR");

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Only the cookie decides: a browser that was set up in English must not turn the control room English.</summary>
    public static RequestLocalizationOptions Localization { get; } = new()
    {
        DefaultRequestCulture = new RequestCulture(Korean),
        SupportedCultures = [Korean, English],
        SupportedUICultures = [Korean, English],
        RequestCultureProviders = [new CookieRequestCultureProvider()],
        FallBackToParentCultures = true,
    };

    public static CultureInfo Of(string? language) => language == "en" ? English : Korean;

    public static void Remember(HttpContext http, string? language) => http.Response.Cookies.Append(
        CookieRequestCultureProvider.DefaultCookieName,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(Of(language))),
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = http.Request.IsHttps, IsEssential = true });
}
