using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SafetyHub.Silo.Storage;

/// <summary>Refuses to start with a connection string that is neither SQLite nor PostgreSQL, and says what is wrong with it without repeating it.</summary>
public sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        var messages = faults.ConvertAll(fault => $"{StorageOptions.Section}: {fault.ErrorMessage}");
        if (StorageTarget.Read(options.ConnectionString, "data").Fault is { } wrong) messages.Add($"{StorageOptions.Section}:ConnectionString {wrong}");
        return messages.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(messages);
    }
}
