using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Devices;

/// <summary>Checks the ranges of <see cref="DeviceOptions"/> at start; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class DeviceOptionsValidator : IValidateOptions<DeviceOptions>;
