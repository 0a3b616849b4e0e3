using Microsoft.Extensions.Logging;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <content>What the device is told.</content>
internal abstract partial class DeviceGrain<TState>
{
    private CommandBook? _commands;

    private CommandBook Commands => _commands ??= new CommandBook(Id, _services.Ledger, _services.Down, _services.Time);

    public async Task<DeviceGreeting> Connected()
    {
        var open = await Commands.OpenAsync();
        await BesideAsync("heard", HeardAsync(Now));
        return new DeviceGreeting(State.DesiredConfig, open);
    }

    public async Task<CommandOutcome> Send(CommandRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_character.Speaks) return new CommandOutcome(null, CommandRefusal.NotForThisDevice, $"A {_character.Kind} takes no commands");
        if (!await IsRegisteredAsync()) return new CommandOutcome(null, CommandRefusal.NotForThisDevice, "The device is not registered");
        var outcome = await Commands.SendAsync(request);
        ArmLook();
        return outcome;
    }

    public async Task ReportReply(CommandReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (!await Commands.ReplyAsync(reply)) DeviceMetrics.RepliesIgnored.Add(1);
        await BesideAsync("heard", HeardAsync(reply.ReceivedAt));
    }

    public async Task<DeviceCommand?> GetCommand(string commandId)
    {
        // A caller that asks after the expiry gets the truth, not what the next look would make of it.
        await Commands.ExpireAsync();
        return await Commands.FindAsync(commandId);
    }

    public async Task Configure(string configJson, string requestedBy)
    {
        var heartbeatSeconds = DesiredConfiguration.Check(configJson);
        (State.DesiredConfig, State.HeartbeatSeconds, State.ConfiguredBy) = (configJson, heartbeatSeconds, requestedBy);
        await SaveAsync();
        LogConfigured(_services.Logger, Id, requestedBy);
        _services.Down.OfferConfig(Id, configJson);
        ArmLook();
    }

    private async ValueTask<bool> IsRegisteredAsync()
    {
        if (_name is null && await _services.Registry.FindAsync(Id, CancellationToken.None) is { } registration) _name = registration.Name;
        return _name is not null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Device {Device} was configured by {RequestedBy}")]
    private static partial void LogConfigured(ILogger logger, DeviceId device, string requestedBy);
}
