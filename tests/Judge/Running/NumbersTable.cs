using System.Globalization;
using System.Reflection;
using System.Text;
using SafetyHub.Town.World.Numbers;

namespace SafetyHub.Judge.Running;

/// <summary>Every number of the world with its meaning and source, as docs/judge.md shows them.</summary>
internal static class NumbersTable
{
    public static string Write()
    {
        var text = new StringBuilder("| Number | Value | Meaning | Source |\n|---|---|---|---|\n");
        foreach (var (field, number) in All())
        {
            var value = Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"| `{Group(field)}.{field.Name}` | {value} | {number.Meaning} | {number.Source} |\n");
        }
        return text.ToString();
    }

    private static IEnumerable<(FieldInfo Field, NumberAttribute Number)> All() =>
        from type in typeof(NumberAttribute).Assembly.GetTypes()
        where type.Namespace == typeof(NumberAttribute).Namespace
        orderby type.Name
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => field.MetadataToken)
        let number = field.GetCustomAttribute<NumberAttribute>()
        where number is not null
        select (field, number);

    private static string Group(FieldInfo field) => field.DeclaringType!.Name.Replace("Numbers", "", StringComparison.Ordinal);
}
