using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;

namespace SafetyHub.DeviceBridge.Tests.Embedded;

/// <summary>People are told of a call for help that storage does not take, and of its being stored in the end.</summary>
public sealed class UnstoredCallTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _storage = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await TestHub.StartAsync();
        _hub.Book.OnEvent = _ => _storage.Task;
        _hub.Registry.Add("caller");
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Sos_ThatStorageDoesNotTake_IsToldToTheScreensAndTakenBackOnceStored()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "caller");
        await client.PublishAsync("safetyhub/v1/caller/event", Mosquitto.Event("help"));
        await Eventually.TrueAsync(() => _hub.Book.Warnings.Any(w => w is { EventId: "help", Stored: false }), "a warning of the call", 5);

        _storage.SetResult();

        await Eventually.TrueAsync(() => _hub.Book.Warnings.Any(w => w is { EventId: "help", Stored: true }), "the word that it is stored", 5);
    }

    [Fact]
    public async Task Event_ThatIsNoCallForHelp_WarnsNobody()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "caller");
        await client.PublishAsync("safetyhub/v1/caller/event", Mosquitto.Event("stroke", "touch"));
        using var other = await RawClient.SignInAsync(_hub.Port, "caller");
        await other.PublishAsync("safetyhub/v1/caller/event", Mosquitto.Event("help"));

        await Eventually.TrueAsync(() => !_hub.Book.Warnings.IsEmpty, "a warning of the call for help", 5);

        Assert.All(_hub.Book.Warnings, w => Assert.Equal("help", w.EventId));
    }
}
