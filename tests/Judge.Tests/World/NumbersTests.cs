using System.Reflection;
using SafetyHub.Judge.Running;
using SafetyHub.Town.World.Numbers;

namespace SafetyHub.Judge.Tests.World;

public sealed class NumbersTests
{
    [Fact]
    public void Number_OfTheWorld_SaysWhatItMeansAndWhereItComesFrom()
    {
        var fields = typeof(NumberAttribute).Assembly.GetTypes().Where(type => type.Namespace == typeof(NumberAttribute).Namespace && type != typeof(NumberAttribute))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).ToList();

        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.NotNull(field.GetCustomAttribute<NumberAttribute>()));
    }

    [Fact]
    public void Page_OfTheJudge_ListsEveryNumberAsItIs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafetyHub.sln"))) folder = folder.Parent;
        var page = File.ReadAllText(Path.Combine(folder!.FullName, "docs", "judge.md"));

        Assert.Contains(NumbersTable.Write(), page, StringComparison.Ordinal);
    }
}
