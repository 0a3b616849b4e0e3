using SafetyHub.Dashboard.Access;

namespace SafetyHub.Dashboard.Tests.Access;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/", true)]
    [InlineData("/cameras?x=1", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("/a\r\nb", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void ReturnPath_ThatLeavesTheHub_IsRefused(string? path, bool local) => Assert.Equal(local, LocalPath.IsLocal(path));
}
