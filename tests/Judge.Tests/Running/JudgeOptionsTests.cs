namespace SafetyHub.Judge.Tests.Running;

public sealed class JudgeOptionsTests
{
    [Fact]
    public void Words_OfTheCommandLine_AreRead()
    {
        var options = JudgeOptions.Parse(["--residents", "300", "--days", "7", "--seed", "42", "--out", "/tmp/result.json"]);

        Assert.Equal((300, 7, 42L, "/tmp/result.json", null), (options.Residents, options.Days, options.Seed, options.Out, options.Rules));
    }

    [Theory]
    [InlineData("--residents", "0")]
    [InlineData("--days", "366")]
    [InlineData("--seed", "-1")]
    [InlineData("--seed", "1.5")]
    [InlineData("--colour", "red")]
    [InlineData("--days")]
    public void Words_ThatCannotBe_AreNamed(params string[] words)
    {
        var failure = Assert.Throws<ArgumentException>(() => JudgeOptions.Parse(words));

        Assert.Contains(words[0], failure.Message, StringComparison.Ordinal);
    }
}
