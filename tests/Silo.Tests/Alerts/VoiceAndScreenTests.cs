using System.Text.Json;
using SafetyHub.Alerts;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Tests.Support;

namespace SafetyHub.Silo.Tests.Alerts;

public sealed class VoiceAndScreenTests
{
    [Theory]
    [InlineData("ko", "도움을 요청했어요")]
    [InlineData("en", "I have called for help")]
    [InlineData("xx", "도움을 요청했어요")]
    public async Task Voice_ThePersonsRobot_SaysItInTheirLanguage(string language, string says)
    {
        CommandRequest? sent = null;
        var outcome = await SpeakAsync("device:robot/hyodol-1", language, request =>
        {
            sent = request;
            return new CommandOutcome(null, CommandRefusal.None, null);
        });

        Assert.Equal(SendOutcomeKind.Delivered, outcome.Kind);
        Assert.Equal(("say", "alert-1"), (sent!.Type, sent.IdempotencyKey));
        using var data = JsonDocument.Parse(sent.DataJson);
        Assert.StartsWith(says, data.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(language == "en" ? "en" : "ko", data.RootElement.GetProperty("language").GetString());
    }

    [Theory]
    [InlineData(CommandRefusal.TooMany, SendOutcomeKind.Retry)]
    [InlineData(CommandRefusal.NotForThisDevice, SendOutcomeKind.GiveUp)]
    public async Task Voice_DeviceRefuses_IsRetriedOnlyWhereThatCanHelp(CommandRefusal refusal, object kind) =>
        Assert.Equal(kind, (await SpeakAsync("device:robot/hyodol-1", "ko", _ => new CommandOutcome(null, refusal, null))).Kind);

    [Theory]
    [InlineData("worker:park")]
    [InlineData("device:toaster/t-1")]
    [InlineData("device:robot/UPPER")]
    public async Task Voice_RecipientIsNoDevice_IsGivenUp(string recipient) =>
        Assert.Equal(SendOutcomeKind.GiveUp, (await SpeakAsync(recipient, "ko", _ => throw new InvalidOperationException())).Kind);

    [Theory]
    [InlineData("deogyang", "feed-deogyang")]
    [InlineData("elsewhere", "feed-other")]
    public async Task Screen_Alert_ShowsTheIncidentInItsDistrictsFeed(string district, string feed)
    {
        var shown = new List<IncidentSnapshot>();
        var grain = Answers.Of<IDistrictFeedGrain>(("Publish", a =>
        {
            shown.Add((IncidentSnapshot)a[0]!);
            return Task.CompletedTask;
        }
        ));
        var (factory, stubs) = GrainStubs.Create();
        stubs.With(feed, grain);
        var incident = Samples.Snapshot();
        incident = incident with { Subject = incident.Subject with { District = district } };

        var outcome = await new ScreenChannel(factory, new HubOptions()).SendAsync(Samples.Order(AlertChannel.Screen, "desk:1"), incident, CancellationToken.None);

        Assert.Equal(SendOutcomeKind.Delivered, outcome.Kind);
        Assert.Equal([incident], shown);
    }

    private static Task<SendOutcome> SpeakAsync(string recipient, string language, Func<CommandRequest, CommandOutcome> answer)
    {
        var robot = Answers.Of<ICareRobotGrain>(("Send", a => Task.FromResult(answer((CommandRequest)a[0]!))));
        var (factory, stubs) = GrainStubs.Create();
        stubs.With("robot-hyodol-1", robot);
        var order = Samples.Order(AlertChannel.Voice, recipient) with { Language = language };
        return new VoiceChannel(factory).SendAsync(order, Samples.Snapshot(), CancellationToken.None);
    }
}
