using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Silo.Configuration;

/// <summary>Checks the annotations of an options object and of all that hangs on it.</summary>
public static class OptionsAnnotations
{
    /// <summary>Adds what is wrong, each with the full key.</summary>
    public static void Check(object options, string path, ICollection<string> faults)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var key = result.MemberNames.FirstOrDefault();
            faults.Add(key is null ? $"{path}: {result.ErrorMessage}" : $"{path}:{key}: {result.ErrorMessage}");
        }
        foreach (var property in options.GetType().GetProperties().Where(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0))
        {
            if (property.GetValue(options) is { } value) CheckPart(value, $"{path}:{property.Name}", faults);
        }
    }

    private static void CheckPart(object value, string path, ICollection<string> faults)
    {
        if (value is IDictionary named)
        {
            foreach (DictionaryEntry entry in named)
                if (entry.Value is not null and not string) Check(entry.Value, $"{path}:{entry.Key}", faults);
        }
        else if (value.GetType() is { IsClass: true, Namespace: { } home } && home.StartsWith("SafetyHub", StringComparison.Ordinal))
        {
            Check(value, path, faults);
        }
    }
}
