using SafetyHub.Scenarios.Faults;
using Xunit;
using Xunit.Abstractions;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>The fault matrix in its short form; the long form is <c>./hub bench faults</c>.</summary>
[Collection(WholeHub.Name)]
public sealed class FaultMatrixTests(Postgres postgres, ITestOutputHelper output)
{
    public static TheoryData<string> Rows => [.. FaultMatrix.Names];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Fault_Injected_NothingLostOrDoubledAndHealthyAgain(string row)
    {
        var result = await FaultMatrix.RunAsync(row, thorough: false, FaultMatrix.NeedsPostgres(row) ? postgres.Cluster : null);
        output.WriteLine(result.ToString());
        Assert.True(result.Holds, result.ToString());
    }
}
