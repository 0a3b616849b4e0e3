using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SafetyHub.Dashboard.Tests.Browser;

internal static class Axe
{
    public static async Task NothingToComplainAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}\n    {string.Join("\n    ", violation.Nodes.Take(5).Select(node => node.Html + " " + string.Join(";", node.Any.Select(check => check.Message))))}")));
    }
}
