using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;

namespace SafetyHub.Grains.Devices;

/// <summary>What every device grain needs; one instance per silo, so that a device pays one reference for all of it.</summary>
internal sealed class DeviceGrainServices(
    IGrainFactory grains,
    IDeviceLedger ledger,
    IDeviceRegistry registry,
    DownLink down,
    LookClock looks,
    TimeProvider time,
    IOptions<DeviceOptions> options,
    IOptions<SignalOptions> signals,
    ILogger<DeviceGrainServices> logger)
{
    public IGrainFactory Grains { get; } = grains;

    public IDeviceLedger Ledger { get; } = ledger;

    public IDeviceRegistry Registry { get; } = registry;

    public DownLink Down { get; } = down;

    public LookClock Looks { get; } = looks;

    public TimeProvider Time { get; } = time;

    public DeviceOptions Options { get; } = options.Value;

    public SignalOptions Signals { get; } = signals.Value;

    public ILogger Logger { get; } = logger;
}
