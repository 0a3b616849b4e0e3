using System.Text.Json;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class DeviceCommandTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    private const string Hello = """{"text":"안녕하세요","language":"ko"}""";

    [Fact]
    public async Task Command_ThatIsSent_IsStoredAndOfferedToTheBridges()
    {
        var robot = await rig.RegisterAsync("co-send");
        var link = await JoinAsync();
        var outcome = await robot.Send(Say());
        var message = await link.NextAsync("co-send");
        using var payload = JsonDocument.Parse(message.PayloadJson);
        Assert.Equal((DownChannel.Command, outcome.Command!.Id), (message.Channel, payload.RootElement.GetProperty("id").GetString()));
        Assert.Equal("안녕하세요", payload.RootElement.GetProperty("data").GetProperty("text").GetString());
        Assert.Equal(rig.Now.AddSeconds(60), payload.RootElement.GetProperty("expiresAt").GetDateTimeOffset());
        Assert.Equal(CommandState.Pending, (await robot.GetCommand(outcome.Command.Id))!.State);
    }

    [Fact]
    public async Task Command_ThatNobodyCouldDeliver_IsToldAtEachConnectionUntilItIsAnswered()
    {
        var robot = await rig.RegisterAsync("co-greet");
        await robot.Configure("""{"heartbeatSeconds":30}""", "user:kim");
        var first = (await robot.Send(Say())).Command!;
        var second = (await robot.Send(Say())).Command!;
        await DeviceRig.ForgetAsync(robot);
        var greeting = await robot.Connected();
        Assert.Equal(("""{"heartbeatSeconds":30}""", $"{first.Id},{second.Id}"), (greeting.DesiredConfig, string.Join(',', greeting.Commands.Select(c => c.Id))));

        await robot.ReportReply(new CommandReply(first.Id, CommandState.Done, """{"heard":true}""", rig.Now));
        Assert.Equal([second.Id], (await robot.Connected()).Commands.Select(c => c.Id));
        var done = (await robot.GetCommand(first.Id))!;
        Assert.Equal((CommandState.Done, """{"heard":true}""", rig.Now), (done.State, done.ReplyJson, done.SettledAt));
    }

    [Fact]
    public async Task Command_WithoutAnAnswerInTime_IsExpiredAndNeverDelivered()
    {
        var robot = await rig.RegisterAsync("co-expire");
        var command = (await robot.Send(Say())).Command!;
        rig.Clock.Advance(TimeSpan.FromSeconds(61));
        await robot.CheckDeadlines();
        Assert.Equal(CommandState.Expired, (await robot.GetCommand(command.Id))!.State);
        Assert.Empty((await robot.Connected()).Commands);
        await robot.ReportReply(new CommandReply(command.Id, CommandState.Done, null, rig.Now));
        Assert.Equal(CommandState.Expired, (await robot.GetCommand(command.Id))!.State);
    }

    [Fact]
    public async Task Expiry_OfACommandOfADeviceNobodyHears_IsInTheStoredLooks()
    {
        var robot = await rig.RegisterAsync("co-look");
        await robot.Send(Say());
        Assert.Equal(rig.Now.AddSeconds(60), rig.Ledger.LookOf(DeviceId.Parse("co-look"), DeviceKind.Robot));
        await DeviceRig.ForgetAsync(robot);
        rig.Clock.Advance(TimeSpan.FromSeconds(61));
        await robot.CheckDeadlines();
        Assert.Empty(await rig.Ledger.OpenCommandsAsync(DeviceId.Parse("co-look"), CancellationToken.None));
        Assert.Null(rig.Ledger.LookOf(DeviceId.Parse("co-look"), DeviceKind.Robot));
    }

    [Fact]
    public async Task SameIdempotencyKey_EvenAfterAnAnswer_GivesTheSameCommand()
    {
        var robot = await rig.RegisterAsync("co-key");
        var request = Say() with { IdempotencyKey = "alert-7" };
        var outcomes = await Task.WhenAll(robot.Send(request), robot.Send(request));
        await robot.ReportReply(new CommandReply(outcomes[0].Command!.Id, CommandState.Done, null, rig.Now));
        var after = await robot.Send(request);
        Assert.Equal(outcomes[0].Command!.Id, outcomes[1].Command!.Id);
        Assert.Equal((outcomes[0].Command!.Id, CommandState.Done), (after.Command!.Id, after.Command.State));
    }

    [Fact]
    public async Task Commands_BeyondThirtyTwoOpenOnes_AreRefused()
    {
        var robot = await rig.RegisterAsync("co-many");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => robot.Send(Say())));
        Assert.Equal(32, outcomes.Count(outcome => outcome.Refusal == CommandRefusal.None));
        Assert.Equal(8, outcomes.Count(outcome => outcome.Refusal == CommandRefusal.TooMany));
    }

    [Fact]
    public async Task Command_ThatCouldNotBeStored_IsNotTaken()
    {
        var robot = await rig.RegisterAsync("co-disk");
        rig.Ledger.FailNextSaves = 1;
        await Assert.ThrowsAnyAsync<Exception>(() => robot.Send(Say()));
        Assert.Empty((await robot.Connected()).Commands);
    }

    [Theory]
    [InlineData(DeviceKind.Camera)]
    [InlineData(DeviceKind.Sensor)]
    public async Task Kinds_WithoutAVoice_TakeNoCommands(DeviceKind kind)
    {
        var device = await rig.RegisterAsync($"co-mute-{(int)kind}", kind);
        Assert.Equal(CommandRefusal.NotForThisDevice, (await device.Send(Say())).Refusal);
    }

    [Fact]
    public async Task Device_ThatIsNotRegistered_TakesNoCommands() =>
        Assert.Equal(CommandRefusal.NotForThisDevice, (await rig.Device("co-nobody").Send(Say())).Refusal);

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"heartbeatSeconds":9}""")]
    [InlineData("""{"heartbeatSeconds":3601}""")]
    [InlineData("""{"heartbeatSeconds":"60"}""")]
    [InlineData("""{"inactivity":3}""")]
    [InlineData("""{"schedules":{}}""")]
    public async Task Configuration_OutOfForm_IsRefusedAndTheOldOneStays(string json)
    {
        var robot = await rig.RegisterAsync("co-config");
        await robot.Configure("""{"heartbeatSeconds":60}""", "user:kim");
        await Assert.ThrowsAnyAsync<ArgumentException>(() => robot.Configure(json, "user:kim"));
        Assert.Equal("""{"heartbeatSeconds":60}""", (await robot.Get()).DesiredConfig);
    }

    [Fact]
    public async Task Configuration_IsOfferedToTheBridgesAsItIs()
    {
        var robot = await rig.RegisterAsync("co-down");
        var link = await JoinAsync();
        await robot.Configure("""{"heartbeatSeconds":45,"vendor":{"led":"off"}}""", "user:kim");
        var message = await link.NextAsync("co-down");
        Assert.Equal((DownChannel.Config, """{"heartbeatSeconds":45,"vendor":{"led":"off"}}"""), (message.Channel, message.PayloadJson));
    }

    private async Task<RecordingLink> JoinAsync()
    {
        var link = new RecordingLink();
        await rig.Grains.GetGrain<IBridgeRosterGrain>(GrainKeys.BridgeRoster).Renew(rig.Grains.CreateObjectReference<IBridgeLink>(link));
        return link;
    }

    private static CommandRequest Say() => new("say", Hello, null, "user:kim", null);
}
