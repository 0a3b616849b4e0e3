using System.Text.Json;
using SafetyHub.Judge.Hubs;
using SafetyHub.Judge.Running;

namespace SafetyHub.Judge.Tests.Running;

public sealed class JudgeRunTests
{
    private static readonly JudgeOptions Options = new() { Residents = 24, Days = 4, LeadIn = 2, Seed = 5 };

    [Fact]
    public void Result_OfTheSameSeed_IsTheSameToTheByteOnAnyNumberOfCores()
    {
        var one = Json(Options with { Workers = 1 });

        Assert.Equal(one, Json(Options with { Workers = 1 }));
        Assert.Equal(one, Json(Options with { Workers = 4 }));
        Assert.NotEqual(one, Json(Options with { Seed = 6 }));
    }

    [Fact]
    public void Result_AsJson_HasTheNamesThatAreDocumented()
    {
        using var json = JsonDocument.Parse(Json(Options));

        Assert.Equal((5, 24, 4), (json.RootElement.GetProperty("seed").GetInt32(), json.RootElement.GetProperty("residents").GetInt32(), json.RootElement.GetProperty("days").GetInt32()));
        foreach (var hub in (string[])["hub", "pageEverything", "ladder"])
        {
            string[] expected =
            [
                "emergencies", "found", "missed", "secondsToIncident", "humanIncidents", "falseIncidentsPerResidentMonth", "precision",
                "falseNightWakingsPerResidentYear", "questionsPerResidentDay",
            ];
            var names = json.RootElement.GetProperty(hub).EnumerateObject().Select(member => member.Name).ToList();
            Assert.Empty(expected.Except(names));
            Assert.Equal(["p50", "p95", "max"], json.RootElement.GetProperty(hub).GetProperty("secondsToIncident").EnumerateObject().Select(member => member.Name));
        }
    }

    private static string Json(JudgeOptions options) =>
        JudgeReport.Json(JudgeRun.Run(options, _ => new PlainLadder(), "none", _ => { }, CancellationToken.None));
}
