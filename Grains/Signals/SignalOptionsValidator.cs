using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Signals;

/// <summary>Checks the ranges of <see cref="SignalOptions"/> at start; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class SignalOptionsValidator : IValidateOptions<SignalOptions>;
