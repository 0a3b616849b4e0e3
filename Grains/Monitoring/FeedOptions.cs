using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Monitoring;

/// <summary>Which districts have a feed of their own. Bound to the section <c>SafetyHub</c>, of which it reads the list of districts.</summary>
public sealed class FeedOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "SafetyHub";

    /// <summary>District ids; at most 100, each 1 to 64 characters. Incidents of all others go to the feed <see cref="GrainKeys.OtherDistrict"/>. Default: none.</summary>
    public IList<string> Districts { get; } = [];
}

/// <summary>Refuses districts that could not be told apart.</summary>
internal sealed class FeedOptionsValidator : IValidateOptions<FeedOptions>
{
    private const int MaxDistricts = 100, MaxLength = 64;

    public ValidateOptionsResult Validate(string? name, FeedOptions options)
    {
        var faults = new List<string>();
        if (options.Districts.Count > MaxDistricts) faults.Add($"{FeedOptions.Section}:Districts has {options.Districts.Count} entries; at most {MaxDistricts} are allowed");
        if (options.Districts.Any(d => string.IsNullOrWhiteSpace(d) || d.Length > MaxLength))
            faults.Add($"{FeedOptions.Section}:Districts: a district has 1 to {MaxLength} characters");
        if (options.Districts.Contains(GrainKeys.OtherDistrict)) faults.Add($"{FeedOptions.Section}:Districts: '{GrainKeys.OtherDistrict}' stands for all others and cannot be listed");
        if (options.Districts.Distinct(StringComparer.Ordinal).Count() != options.Districts.Count) faults.Add($"{FeedOptions.Section}:Districts lists a district twice");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
