using System.Globalization;
using System.Text;
using CsvHelper;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Residents;

/// <summary>Writes residents as a file: UTF-8 with a mark, so that Excel reads Korean. Each record in it is a look that the audit knows before it is written.</summary>
internal static class ResidentExport
{
    private const int Page = 200;

    /// <summary>What research gets: no name, no address, no number to call, no free text, the decade of birth; only of who agreed to it.</summary>
    private static readonly IReadOnlyList<(string Header, Func<ResidentSheet, string?> Text)> Research =
    [
        ("birthDecade", s => s.Profile?.BirthYear is { } year ? (year / 10 * 10).ToString(CultureInfo.InvariantCulture) : null),
        ("district", s => s.Profile?.District),
        ("status", s => Api.Input.Kebab(s.Standing.Status)),
        ("contacts", s => s.Profile?.Contacts.Count.ToString(CultureInfo.InvariantCulture)),
    ];

    public static async Task WriteAsync(Stream stream, ResidentReading reading, string actor, ExportWish wish, CancellationToken cancel)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        var columns = Columns(wish);
        foreach (var (header, _) in columns) csv.WriteField(header);
        await csv.NextRecordAsync();
        var filter = wish.Filter with { Limit = Page, After = null };
        while (true)
        {
            var page = await reading.ListAsync(actor, filter, cancel);
            foreach (var sheet in (await reading.ExportAsync(actor, [.. page.Items.Select(item => item.Id)], cancel)).Where(sheet => !wish.ForResearch || Agrees(sheet)))
            {
                foreach (var (_, field) in columns) csv.WriteField(CsvSafety.Guarded(field(sheet) ?? ""));
                await csv.NextRecordAsync();
            }
            await text.FlushAsync(cancel);
            if (page.Next is null) return;
            filter = filter with { After = page.Next };
        }
    }

    private static IReadOnlyList<(string Header, Func<ResidentSheet, string?> Text)> Columns(ExportWish wish) => wish.ForResearch
        ? Research
        : [.. ResidentColumn.All.Select(column => (wish.Korean ? column.Korean : column.Key, column.Text))];

    private static bool Agrees(ResidentSheet sheet) => sheet.Consents.Any(consent => consent is { Purpose: ConsentPurpose.Research, Given: true });
}

/// <summary>What is to be exported.</summary>
/// <param name="Filter">Which residents.</param>
/// <param name="Korean">Headers in Korean.</param>
/// <param name="ForResearch">Only of who agreed, without what names somebody.</param>
internal sealed record ExportWish(ResidentFilter Filter, bool Korean, bool ForResearch);
