using System.Reflection;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>A setting that nobody can read about does not exist for those who run the hub.</summary>
public sealed class ConfigurationPageTests
{
    private const string Root = "SafetyHub";
    private static readonly string Page = File.ReadAllText(Repository.PathTo("docs/configuration.md"));

    [Fact]
    public void Setting_OfAnOptionsType_IsOnThePage()
    {
        var keys = Repository.Rooms.SelectMany(room => Assembly.Load("SafetyHub." + room).GetTypes()).SelectMany(KeysOf).Distinct().ToList();

        Assert.True(keys.Count > 10, "Hardly an options type was found: do they still name their section in a constant 'Section'?");
        Findings.None(keys.Where(key => !Page.Contains($"`{key}`", StringComparison.Ordinal) && !Page.Contains($"`{key}__", StringComparison.Ordinal))
            .Select(key => $"docs/configuration.md does not name `{key}`"));
    }

    /// <summary>The keys, in environment form, of a type that names its own section in a constant.</summary>
    private static IEnumerable<string> KeysOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } constant
        && constant.GetRawConstantValue() is string section && (section == Root || section.StartsWith(Root + ":", StringComparison.Ordinal))
            ? KeysUnder(type, section.Replace(":", "__", StringComparison.Ordinal))
            : [];

    private static IEnumerable<string> KeysUnder(Type type, string prefix) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSetting).SelectMany(property =>
            property.PropertyType.Name.EndsWith("Section", StringComparison.Ordinal)
                ? KeysUnder(property.PropertyType, $"{prefix}__{property.Name}")
                : [$"{prefix}__{property.Name}"]);

    private static bool IsSetting(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0
        && (property.CanWrite || typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(string));
}
