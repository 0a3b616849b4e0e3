using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace SafetyHub.Silo.Configuration;

/// <summary>Compares configuration with the types it is for: unknown keys and values that cannot be read. Values are never repeated: they may be secrets.</summary>
public static class ConfigurationAudit
{
    /// <summary>Adds what is wrong under <c>SafetyHub</c>; returns the keys whose values cannot be read.</summary>
    public static IReadOnlySet<string> Check(IConfiguration configuration, ICollection<string> faults)
    {
        var findings = new Findings(faults);
        foreach (var child in configuration.GetSection(HubOptions.Section).GetChildren())
        {
            if (ConfigurationCatalog.Settings.Contains(child.Key)) continue;
            if (!ConfigurationCatalog.Sections.TryGetValue(child.Key, out var type))
                findings.Faults.Add(Unknown(child, ConfigurationCatalog.Settings.Concat(ConfigurationCatalog.Sections.Keys)));
            else
                CheckSection(child, type, findings);
        }
        return findings.Unreadable;
    }

    private static void CheckSection(IConfigurationSection section, Type type, Findings findings)
    {
        if (section.Value is { Length: > 0 })
        {
            findings.Faults.Add($"{section.Path} is a section, not a single value");
            return;
        }
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsBound).ToArray();
        foreach (var child in section.GetChildren())
        {
            var property = properties.FirstOrDefault(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null) findings.Faults.Add(Unknown(child, properties.Select(p => p.Name)));
            else CheckValue(child, property.PropertyType, findings);
        }
    }

    private static void CheckValue(IConfigurationSection value, Type type, Findings findings)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(string)) return;
        if (ElementOf(target) is { } element)
        {
            foreach (var item in value.GetChildren()) CheckValue(item, element, findings);
        }
        else if (TypeDescriptor.GetConverter(target).CanConvertFrom(typeof(string)))
        {
            if (value.Value is not { Length: > 0 } text || CanRead(text, target)) return;
            findings.Faults.Add($"{value.Path} cannot be read: expected {Expectation(target)}");
            findings.Unreadable.Add(value.Path);
        }
        else
        {
            CheckSection(value, target, findings);
        }
    }

    /// <summary>A property without a setter is bound when it is a list or a part: the binder fills what is there.</summary>
    private static bool IsBound(PropertyInfo property) =>
        property.SetMethod is not null || !TypeDescriptor.GetConverter(property.PropertyType).CanConvertFrom(typeof(string));

    private static Type? ElementOf(Type type)
    {
        if (!typeof(IEnumerable).IsAssignableFrom(type)) return null;
        if (type.IsArray) return type.GetElementType();
        return type.GetGenericArguments().LastOrDefault();
    }

    private static bool CanRead(string text, Type target)
    {
        try
        {
            return TypeDescriptor.GetConverter(target).ConvertFromString(null, CultureInfo.InvariantCulture, text) is { } read
                && (!target.IsEnum || Enum.IsDefined(target, read));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or NotSupportedException || e.InnerException is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static string Expectation(Type target) => target switch
    {
        _ when target.IsEnum => "one of " + string.Join(", ", Enum.GetNames(target)),
        _ when target == typeof(TimeSpan) => "a time span such as 00:00:30",
        _ when target == typeof(bool) => "true or false",
        _ when target == typeof(int) || target == typeof(long) => "a whole number",
        _ when target == typeof(double) => "a number",
        _ => target.Name,
    };

    private sealed record Findings(ICollection<string> Faults)
    {
        public HashSet<string> Unreadable { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    private static string Unknown(IConfigurationSection key, IEnumerable<string> known) =>
        $"{key.Path} is not a known setting; known here: {string.Join(", ", known.Order(StringComparer.Ordinal))}";
}
