using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Residents;

/// <summary>Checks the ranges of <see cref="ResidentOptions"/> at start; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class ResidentOptionsValidator : IValidateOptions<ResidentOptions>;
