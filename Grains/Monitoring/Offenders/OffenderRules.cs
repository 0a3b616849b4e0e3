using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Offenders;

/// <summary>What is an offender, and what could be done about it.</summary>
internal static class OffenderRules
{
    private const int MostExamples = 10;

    /// <summary>Zones and types kept of one camera; the one that was false longest ago goes.</summary>
    private const int MostTallies = 64;

    /// <summary>Part of the false ones that must lie within a few hours of the day to speak of a time.</summary>
    private const double Together = 0.8;
    private const int FewHours = 4;

    /// <summary>More false ones than the usual number are asked for before not looking is suggested at all.</summary>
    private const int HoursNeed = 12;

    private static readonly TimeZoneInfo City = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    /// <summary>Types that are never suggested to be looked for less: a fall or a fire that is missed cannot be made good.</summary>
    private static readonly HashSet<string> Vital = ["fall", "lying", "fire", "smoke", "gas"];

    /// <summary>Behaviours with a confidence to ask for.</summary>
    private static readonly HashSet<string> WithConfidence = ["fall", "lying", "abandoned"];

    /// <summary>Behaviours with a time after which they fire: 10 s by default for all of them.</summary>
    private static readonly Dictionary<string, string> Times = new() { ["loitering"] = "stay", ["abandoned"] = "unattended", ["crowd"] = "over" };
    private const string Longer = "00:00:20";

    /// <summary>What is kept of a camera's zone and type. After long calm (the tree was cut, the season is over) counting starts anew, under another proposal: the list has withdrawn the old one.</summary>
    public static Tally TallyOf(OutcomeState state, (string? Zone, string Type) finding, DateTimeOffset at, OffenderOptions options)
    {
        var round = 0;
        var tally = state.Tallies.Find(known => known.Zone == finding.Zone && known.Type == finding.Type);
        if (tally is { False: > 0 } && at - tally.To > options.CalmAfter)
        {
            state.Tallies.Remove(tally);
            (round, tally) = (tally.Proposals + 1, null);
        }
        if (tally is not null) return tally;
        if (state.Tallies.Count >= MostTallies) state.Tallies.Remove(state.Tallies.MinBy(known => known.To)!);
        state.Tallies.Add(tally = new Tally { Zone = finding.Zone, Type = finding.Type, Proposals = round });
        return tally;
    }

    public static void Count(Tally tally, CameraLesson lesson, double? confidence)
    {
        if (tally.False + tally.Real == 0) tally.From = lesson.At;
        if (!lesson.IsFalse)
        {
            tally.Real++;
            return;
        }
        tally.False++;
        tally.To = lesson.At > tally.To ? lesson.At : tally.To;
        tally.Hours[TimeZoneInfo.ConvertTime(lesson.At, City).Hour]++;
        if (confidence is { } sure) (tally.ConfidenceSum, tally.ConfidenceCount) = (tally.ConfidenceSum + sure, tally.ConfidenceCount + 1);
        tally.Examples.Insert(0, lesson.Incident.Value);
        if (tally.Examples.Count > MostExamples) tally.Examples.RemoveAt(MostExamples);
    }

    public static bool IsOffender(Tally tally, OffenderOptions options) =>
        tally.False >= Math.Max(options.FalseFrom, tally.ProposeFrom) && (double)tally.False / (tally.False + tally.Real) >= options.ShareFrom;

    /// <summary>What was proposed no longer holds when the real ones are back above half of what was asked for.</summary>
    public static bool IsCleared(Tally tally, OffenderOptions options) => (double)tally.False / (tally.False + tally.Real) < options.ShareFrom - 0.15;

    public static RepeatOffender Proposal(DeviceId camera, string name, Tally tally, DateTimeOffset now)
    {
        var (from, to) = BusyHours(tally.Hours, tally.False);
        double? confidence = tally.ConfidenceCount == 0 ? null : Math.Round(tally.ConfidenceSum / tally.ConfidenceCount, 3);
        var evidence = new OffenderEvidence(
            tally.False, tally.Real, tally.From, tally.To, [.. tally.Hours], from, to, confidence, [.. tally.Examples.Select(IncidentId.Parse)]);
        return new RepeatOffender(
            tally.Proposal!, camera, name, tally.Zone, tally.Type, evidence, Suggest(tally, evidence), OffenderStatus.Open, now, null, null, null);
    }

    /// <summary>The same camera, zone, type and round of counting give the same id.</summary>
    public static string IdOf(DeviceId camera, Tally tally)
    {
        var text = $"{camera.Value}\n{tally.Zone}\n{tally.Type}\n{tally.Proposals}";
        return "off_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static RetuningSuggestion Suggest(Tally tally, OffenderEvidence evidence)
    {
        if (tally.Type.StartsWith("camera.", StringComparison.Ordinal)) return new(RetuningKind.VisitCamera, null, null);
        if (evidence.FromHour != evidence.ToHour && tally.Real == 0 && tally.False >= HoursNeed && !Vital.Contains(tally.Type))
            return new(RetuningKind.LimitHours, null, $"{evidence.FromHour:00}-{evidence.ToHour:00}");
        if (evidence.MeanConfidence is < 0.75 and { } sure && WithConfidence.Contains(tally.Type))
            return new(RetuningKind.RaiseConfidence, "lowestConfidence", Math.Min(0.9, sure + 0.1).ToString("0.00", CultureInfo.InvariantCulture));
        if (Times.TryGetValue(tally.Type, out var time)) return new(RetuningKind.LengthenTime, time, Longer);
        return tally.Zone is null ? new(RetuningKind.VisitCamera, null, null) : new(RetuningKind.RedrawZone, null, null);
    }

    /// <summary>The shortest stretch of at most four hours that holds four of five; the same hour twice when they lie all over the day.</summary>
    private static (int From, int To) BusyHours(int[] hours, int total)
    {
        for (var length = 1; length <= FewHours; length++)
        {
            for (var from = 0; from < 24; from++)
            {
                var sum = 0;
                for (var i = 0; i < length; i++) sum += hours[(from + i) % 24];
                if (sum >= Together * total) return (from, (from + length) % 24);
            }
        }
        return (0, 0);
    }
}
