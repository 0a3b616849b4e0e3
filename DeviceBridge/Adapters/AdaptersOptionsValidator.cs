using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Mqtt;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Checks ranges and what one field alone cannot tell.</summary>
internal sealed partial class AdaptersOptionsValidator(IOptions<MqttOptions> mqtt) : IValidateOptions<AdaptersOptions>
{
    private const int MostSources = 32;
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, AdaptersOptions options)
    {
        var errors = new List<string>();
        Annotations(options, AdaptersOptions.Section, errors);
        if (options.Sources.Count > MostSources) errors.Add($"{AdaptersOptions.Section}:Sources has {options.Sources.Count} entries; at most {MostSources} are allowed");
        foreach (var (source, settings) in options.Sources)
        {
            var path = $"{AdaptersOptions.Section}:Sources:{source}";
            if (!NameForm().IsMatch(source)) errors.Add($"{path}: the name must be 1 to 32 lower-case letters, digits, - and _");
            Annotations(settings, path, errors);
            Topics(settings, path, errors);
            Connection(settings, path, errors);
            Api(settings, path, errors);
        }
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Annotations(object part, string path, List<string> errors)
    {
        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true)) return;
        errors.AddRange(results.Select(r => $"{path}: {r.ErrorMessage}"));
    }

    private static void Topics(AdapterSourceOptions source, string path, List<string> errors)
    {
        if (!Enum.IsDefined(source.Kind) || !Enum.IsDefined(source.Way)) errors.Add($"{path}: Kind or Way is none of the known words");
        var prefix = source.Prefix;
        var wild = source.Kind == AdapterKind.Onvif ? prefix.Replace("+", "x", StringComparison.Ordinal) : prefix;
        if (DeviceTopics.Malformed(wild) is { } fault || !DeviceTopics.IsFilter(prefix)) errors.Add($"{path}:TopicPrefix cannot be used: {DeviceTopics.Malformed(wild) ?? "a + must stand alone in its level"}");
        else if ((prefix + "/").StartsWith(DeviceTopics.Root.Split('/')[0] + "/", StringComparison.Ordinal)) errors.Add($"{path}:TopicPrefix '{prefix}' belongs to the device contract");
    }

    private void Connection(AdapterSourceOptions source, string path, List<string> errors)
    {
        switch (source.Way)
        {
            case AdapterWay.Broker when string.IsNullOrWhiteSpace(source.Host):
                errors.Add($"{path}:Host is missing: the broker to connect to");
                break;
            case AdapterWay.HubBroker when !mqtt.Value.UsesExternalBroker:
                errors.Add($"{path}:Way is HubBroker, and {MqttOptions.Section}:Broker:Host names no broker");
                break;
            case AdapterWay.Embedded when mqtt.Value.UsesExternalBroker:
                errors.Add($"{path}:Way is Embedded, and the hub uses an external broker; take HubBroker");
                break;
            case AdapterWay.Embedded when (source.Password?.Length ?? 0) < ShortestSecret:
                errors.Add($"{path}:Password must have at least {ShortestSecret} characters: the secret with which the system signs in as adapter.{{name}}");
                break;
            default:
                break;
        }
        if (source.AuthoritiesPath is { } authorities && !File.Exists(authorities)) errors.Add($"{path}:AuthoritiesPath: the file '{authorities}' does not exist");
    }

    private static void Api(AdapterSourceOptions source, string path, List<string> errors)
    {
        if (source.ApiUrl.Length == 0) return;
        if (source.Kind != AdapterKind.Frigate) errors.Add($"{path}:ApiUrl is for Frigate only");
        if (!Uri.TryCreate(source.ApiUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || url.Query.Length > 0)
            errors.Add($"{path}:ApiUrl must be an http or https URL without user name and query");
        if (source.ApiUsername is null != source.ApiPassword is null) errors.Add($"{path}: ApiUsername and ApiPassword belong together");
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,31}\z")]
    private static partial Regex NameForm();
}
