using System.Security.Cryptography;
using System.Text;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>
/// A device's open commands, at most 32: stored before they are offered, settled by the device's reply or by their time. Read from the
/// ledger when first needed, so that an idle device costs nothing.
/// </summary>
internal sealed class CommandBook(DeviceId device, IDeviceLedger ledger, DownLink down, TimeProvider time)
{
    public const int MaxOpen = 32;

    private List<DeviceCommand>? _open;
    private int _underWay;
    private DateTimeOffset _lastRequest;

    /// <summary>Open commands, oldest first.</summary>
    public async ValueTask<IReadOnlyList<DeviceCommand>> OpenAsync()
    {
        await ExpireAsync();
        return [.. _open!];
    }

    /// <summary>When the next command lapses, or null when none is known to be open.</summary>
    public DateTimeOffset? NextExpiry => _open is { Count: > 0 } ? _open.Min(command => command.ExpiresAt) : null;

    public async Task<CommandOutcome> SendAsync(CommandRequest request)
    {
        var now = time.GetUtcNow();
        var (refusal, detail) = CommandRules.Check(request, now);
        if (refusal != CommandRefusal.None) return Refused(refusal, detail);
        var id = IdOf(request);
        if (request.IdempotencyKey is not null && await FindAsync(id) is { } known) return new CommandOutcome(known, CommandRefusal.None, null);
        await ExpireAsync();
        if (_open!.Count + _underWay >= MaxOpen) return Refused(CommandRefusal.TooMany, $"The device already has {MaxOpen} open commands");

        var expiresAt = (request.ExpiresAt ?? now + CommandRules.DefaultLife).ToUniversalTime();
        var command = new DeviceCommand(id, request.Type, request.DataJson, request.RequestedBy, InOrder(now), expiresAt, CommandState.Pending, null, null);
        await StoreAsync(command);
        down.OfferCommand(device, command);
        Count("sent");
        return new CommandOutcome(command, CommandRefusal.None, null);
    }

    public async Task<DeviceCommand?> FindAsync(string id) =>
        _open?.Find(command => command.Id == id) ?? await ledger.FindCommandAsync(device, id, CancellationToken.None);

    /// <summary>Settles a command with the device's answer; false when it is unknown or settled.</summary>
    public async Task<bool> ReplyAsync(CommandReply reply)
    {
        var open = _open ?? await LoadAsync();
        if (reply.State == CommandState.Pending || open.Find(candidate => candidate.Id == reply.CommandId) is not { } command) return false;
        await SettleAsync(command with { State = reply.State, ReplyJson = reply.DataJson, SettledAt = reply.ReceivedAt });
        return true;
    }

    /// <summary>Settles what has lapsed.</summary>
    public async ValueTask ExpireAsync()
    {
        var open = _open ?? await LoadAsync();
        var now = time.GetUtcNow();
        foreach (var command in open.Where(command => command.ExpiresAt <= now).ToList())
        {
            await SettleAsync(command with { State = CommandState.Expired, SettledAt = now });
        }
    }

    private async Task StoreAsync(DeviceCommand command)
    {
        _underWay++;
        try
        {
            await ledger.SaveCommandAsync(device, command, CancellationToken.None);
            // The same key may have been sent twice at once: both saved the same command.
            if (!_open!.Exists(known => known.Id == command.Id)) _open.Add(command);
        }
        finally
        {
            _underWay--;
        }
    }

    private async Task SettleAsync(DeviceCommand settled)
    {
        // Off the list first: a reply and the expiry that meet here must not both settle it. A failed write puts it back.
        var index = _open!.FindIndex(command => command.Id == settled.Id);
        if (index < 0) return;
        var before = _open[index];
        _open.RemoveAt(index);
        try
        {
            await ledger.SaveCommandAsync(device, settled, CancellationToken.None);
            Count(settled.State switch { CommandState.Done => "done", CommandState.Failed => "failed", _ => "expired" });
        }
        catch
        {
            _open.Insert(Math.Min(index, _open.Count), before);
            throw;
        }
    }

    private async Task<List<DeviceCommand>> LoadAsync()
    {
        var stored = await ledger.OpenCommandsAsync(device, CancellationToken.None);
        return _open ??= [.. stored];
    }

    // Read back, commands are ordered by their time: two of one millisecond would come to the device in either order.
    private DateTimeOffset InOrder(DateTimeOffset now)
    {
        // A clock that was set back by more than a second is believed.
        var sameMoment = now <= _lastRequest && _lastRequest - now < TimeSpan.FromSeconds(1);
        return _lastRequest = sameMoment ? _lastRequest.AddMilliseconds(1) : now;
    }

    private string IdOf(CommandRequest request)
    {
        if (request.IdempotencyKey is not { } key) return "cmd_" + Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{device.Value}\n{key}"));
        return "cmd_" + Convert.ToHexStringLower(hash, 0, 16);
    }

    private static CommandOutcome Refused(CommandRefusal refusal, string? detail)
    {
        Count("refused");
        return new CommandOutcome(null, refusal, detail);
    }

    private static void Count(string fate) => DeviceMetrics.Commands.Add(1, new KeyValuePair<string, object?>("fate", fate));
}
