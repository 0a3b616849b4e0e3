using Microsoft.Extensions.Options;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>The rules that concern more than one setting.</summary>
internal sealed class VideoOptionsValidation : IValidateOptions<VideoOptions>
{
    public ValidateOptionsResult Validate(string? name, VideoOptions options)
    {
        var failures = new List<string>();
        if (options.LongestBackoff < options.ShortestBackoff)
            failures.Add($"{VideoOptions.Section}:LongestBackoff must not be shorter than ShortestBackoff.");
        if (options.IdleCheckInterval < options.StillCheckInterval)
            failures.Add($"{VideoOptions.Section}:IdleCheckInterval must not be shorter than StillCheckInterval.");
        if (options.ModelManifest.Length > 0 && !File.Exists(options.ModelManifest))
            failures.Add($"{VideoOptions.Section}:ModelManifest names a file that does not exist: {options.ModelManifest}");
        if (options.Sites.Count > 32 || options.Sites.Any(site => !DeviceId.TryParse(site, out _)))
            failures.Add($"{VideoOptions.Section}:Sites has at most 32 names that match {DeviceId.Pattern}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
