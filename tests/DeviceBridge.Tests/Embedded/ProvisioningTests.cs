using System.Text;
using System.Text.Json;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;

namespace SafetyHub.DeviceBridge.Tests.Embedded;

/// <summary>A claim code becomes an id and a secret, once.</summary>
public sealed class ProvisioningTests : IAsyncLifetime
{
    private TestHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await TestHub.StartAsync();
        _hub.Registry.AddClaim("claim-1", "k7m2p9", _hub.Registry.Add("new-doll"), TimeSpan.FromHours(1));
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Claim_WithItsCode_GivesASecretThatSignsInAndIsThenUsed()
    {
        var answer = await AskAsync("claim-1", "k7m2p9");

        Assert.Equal(("accepted", "new-doll"), (answer.GetProperty("status").GetString(), answer.GetProperty("id").GetString()));
        using var device = await RawClient.OpenAsync(_hub.Port);
        Assert.Equal(0, (await device.ConnectAsync("d", "new-doll", answer.GetProperty("secret").GetString()))[3]);
        Assert.Equal("used", (await AskAsync("claim-1", "k7m2p9")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Claim_WithFiveWrongCodes_IsDead()
    {
        for (var i = 0; i < 5; i++) Assert.Equal("wrong-code", (await AskAsync("claim-1", "guess" + i)).GetProperty("reason").GetString());

        Assert.Equal("dead", (await AskAsync("claim-1", "k7m2p9")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Claim_OfNobodyOrOtherTopics_IsRefused()
    {
        using var unknown = await RawClient.OpenAsync(_hub.Port);
        Assert.Equal(4, (await unknown.ConnectAsync("claim-9", "_provision", null))[3]);
        using var curious = await RawClient.OpenAsync(_hub.Port);
        await curious.ConnectAsync("claim-1", "_provision", null);
        await curious.SubscribeAsync("safetyhub/v1/new-doll/command");
        Assert.Equal(0x80, (await curious.ReadUntilAsync(9))[^1]);
        await curious.PublishAsync("safetyhub/v1/new-doll/event", Mosquitto.Event("x"));
        Assert.Empty(await curious.ReadPacketAsync());
        Assert.Empty(_hub.Book.Activated);
    }

    private async Task<JsonElement> AskAsync(string claim, string code)
    {
        using var client = await RawClient.OpenAsync(_hub.Port);
        await client.ConnectAsync(claim, "_provision", null);
        await client.SubscribeAsync($"safetyhub/v1/_provision/{claim}/response");
        await client.ReadUntilAsync(9);
        await client.PublishAsync($"safetyhub/v1/_provision/{claim}/request", $$"""{"code":"{{code}}"}""");
        var answer = Encoding.UTF8.GetString(await client.ReadUntilAsync(3));
        return JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]).RootElement;
    }
}
