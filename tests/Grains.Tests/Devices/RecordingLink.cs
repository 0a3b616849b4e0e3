using System.Threading.Channels;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Tests.Devices;

/// <summary>A bridge that writes down what it is offered.</summary>
internal sealed class RecordingLink : IBridgeLink
{
    private readonly Channel<DownMessage> _messages = Channel.CreateUnbounded<DownMessage>();

    public Task Deliver(DownMessage message)
    {
        _messages.Writer.TryWrite(message);
        return Task.CompletedTask;
    }

    public async Task<DownMessage> NextAsync(string device)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var message = await _messages.Reader.ReadAsync(patience.Token);
            if (message.Device.Value == device) return message;
        }
    }
}
