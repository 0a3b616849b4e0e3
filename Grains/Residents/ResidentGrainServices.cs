using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Residents;

/// <summary>What a resident's grain needs beside what every subject needs; one instance per silo.</summary>
internal sealed class ResidentGrainServices(
    IResidentBook book, IOptions<ResidentOptions> options, TimeProvider time, ILogger<ResidentGrainServices> logger)
{
    public IResidentBook Book { get; } = book;

    public ResidentOptions Options { get; } = options.Value;

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}
