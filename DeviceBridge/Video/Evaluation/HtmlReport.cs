using System.Globalization;
using System.Net;
using System.Text;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>One page with the figures and a picture of every hit, miss and false alarm. It needs no other file and no network.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body{font:15px/1.45 system-ui,sans-serif;margin:24px auto;max-width:1200px;padding:0 16px;color:#1c1f23;background:#fff}
        table{border-collapse:collapse;margin:8px 0 24px}th,td{padding:4px 14px 4px 0;text-align:right;border-bottom:1px solid #d8dce0}th:first-child,td:first-child{text-align:left}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:14px}figure{margin:0;border:1px solid #c9ced4;border-top:5px solid #777;padding:8px}
        figure img{width:100%;display:block}figure.right{border-top-color:#1b7a36}figure.false{border-top-color:#b3261e}figure.missed{border-top-color:#b06a00}figure.repeated{border-top-color:#8a9099}
        figcaption{font-size:14px;margin-top:6px}.none{background:#eef0f2;aspect-ratio:16/9;display:grid;place-items:center}
        """;

    // What went wrong first.
    private static readonly (string Kind, string Title)[] Sections = [("missed", "Missed"), ("false", "False alarms"), ("right", "Found"), ("repeated", "More alarms of an event that was found")];

    private sealed record Card(string Kind, string File, byte[] Picture, string Caption);

    public static string Render(EvaluationReport report, IReadOnlyList<ClipResult> results, AlarmWindow window, EvaluationSetup setup)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Evaluation</title><style>")
            .Append(Style).Append("</style></head><body><h1>Evaluation</h1>");
        var model = setup.Model;
        Line(page, $"{results.Count} clips, {report.CameraHours:0.###} camera hours, {setup.FramesPerSecond:0.##} frames analysed a second, model {Text(model.Detector.Manifest.Name)}{(model.ReducedAccuracyReason is { } reason ? ": reduced accuracy, " + Text(reason) : "")}. An alarm is right from {window.Before.TotalSeconds:0.#} s before its event until {window.After.TotalSeconds:0.#} s after it.");
        Figures(page, report);
        var cards = results.SelectMany(CardsOf).ToLookup(card => card.Kind);
        foreach (var (kind, title) in Sections)
            Section(page, title, [.. cards[kind]]);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Figures(StringBuilder page, EvaluationReport report)
    {
        page.Append("<table><tr><th>Behaviour</th><th>Found</th><th>False</th><th>Missed</th><th>Precision</th><th>Recall</th><th>F1</th></tr>");
        foreach (var (type, figures) in report.Behaviours)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(type)}</td><td>{figures.TruePositives}</td><td>{figures.FalsePositives}</td><td>{figures.FalseNegatives}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{Number(figures.Precision)}</td><td>{Number(figures.Recall)}</td><td>{Number(figures.F1)}</td></tr>");
        }
        page.Append("</table>");
        if (report.Detection is { } detection)
            Line(page, $"People: AP50 {detection.Ap50:0.000}, precision {Number(detection.Precision)}, recall {detection.Recall:0.000}.");
        if (report.Tracking is { } tracking)
            Line(page, $"Tracking: MOTA {tracking.Mota:0.000}, IDF1 {tracking.Idf1:0.000}.");
        Line(page, $"{report.AlarmsPerCameraHour:0.##} alarms per camera hour; {report.FramesPerSecond:0.#} frames a second.");
        page.Append("<table><tr><th>Stage</th><th>ms per frame</th><th>Share</th></tr>");
        foreach (var (name, stage) in report.Stages)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(name)}</td><td>{stage.MsPerFrame:0.00}</td><td>{stage.Share:P1}</td></tr>");
        page.Append("</table>");
    }

    private static IEnumerable<Card> CardsOf(ClipResult result)
    {
        foreach (var alarm in result.Score.Alarms)
        {
            var (observation, at) = result.Alarms[alarm.Alarm];
            var reasons = string.Join(", ", observation.Reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Code} {reason.Value:0.##}")));
            var caption = $"{observation.Type} at {Seconds(at)}, confidence {observation.Confidence.ToString("0.00", CultureInfo.InvariantCulture)}: {reasons}";
            yield return new Card(Name(alarm.Verdict), result.Clip.File, observation.Still, caption);
        }
        foreach (var missed in result.Score.Missed)
        {
            var happening = result.Clip.Events[missed];
            yield return new Card("missed", result.Clip.File, result.Missed.GetValueOrDefault(missed) ?? [], $"{happening.Type} from {Seconds(happening.From)} to {Seconds(happening.To)}");
        }
    }

    private static void Section(StringBuilder page, string title, List<Card> cards)
    {
        if (cards.Count == 0)
            return;
        page.Append(CultureInfo.InvariantCulture, $"<h2>{title} ({cards.Count})</h2><div class=\"cards\">");
        foreach (var card in cards)
        {
            page.Append(CultureInfo.InvariantCulture, $"<figure class=\"{card.Kind}\">");
            if (card.Picture.Length == 0)
                page.Append("<div class=\"none\">no picture</div>");
            else
                page.Append(CultureInfo.InvariantCulture, $"<img alt=\"Picture of {Text(card.File)}\" src=\"data:image/jpeg;base64,").Append(Convert.ToBase64String(card.Picture)).Append("\">");
            page.Append(CultureInfo.InvariantCulture, $"<figcaption><b>{card.Kind}</b> {Text(card.Caption)}<br>{Text(card.File)}</figcaption></figure>");
        }
        page.Append("</div>");
    }

    private static void Line(StringBuilder page, FormattableString text) => page.Append("<p>").Append(text.ToString(CultureInfo.InvariantCulture)).Append("</p>");

    private static string Name(AlarmVerdict verdict) => verdict switch
    {
        AlarmVerdict.Right => "right",
        AlarmVerdict.Repeated => "repeated",
        _ => "false",
    };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
