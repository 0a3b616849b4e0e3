using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Grains.Risk;

namespace SafetyHub.Grains.Residents;

/// <summary>What a resident's grain needs beside what every subject needs; one instance per silo.</summary>
internal sealed class ResidentGrainServices(
    IResidentBook book, IOptions<ResidentOptions> options, RiskRulesBook rules, TimeProvider time, ILogger<ResidentGrainServices> logger)
{
    public IResidentBook Book { get; } = book;

    public ResidentOptions Options { get; } = options.Value;

    public RiskRulesBook Rules { get; } = rules;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}
