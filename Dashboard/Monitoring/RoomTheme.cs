using MudBlazor;

namespace SafetyHub.Dashboard.Monitoring;

/// <summary>The component library in the control room's dark grey. Fonts are those of the machine: nothing is fetched.</summary>
internal static class RoomTheme
{
    private static readonly string[] Fonts =
        ["Pretendard", "NanumSquare", "Nanum Gothic", "NanumGothic", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteDark = new PaletteDark
        {
            Background = "#17191c", Surface = "#24272b", Primary = "#a9c4e4", PrimaryContrastText = "#14171a", TextPrimary = "#e2e5e9",
            TextSecondary = "#aab0b8", Divider = "#3b4047", LinesDefault = "#3b4047", ActionDefault = "#c9ced5", Error = "#ff8a80",
            Success = "#9ccc9c", Warning = "#e6bf6b", Info = "#a9c4e4",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9375rem" },
            Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1.125rem", FontWeight = "600" },
        },
    };
}
