using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Risk;

/// <summary>Checks the ranges of <see cref="RiskOptions"/> at start; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class RiskOptionsValidator : IValidateOptions<RiskOptions>;
