using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace SafetyHub.DeviceBridge.Mqtt;

/// <summary>Checks ranges and what one field alone cannot tell.</summary>
internal sealed class MqttOptionsValidator : IValidateOptions<MqttOptions>
{
    public ValidateOptionsResult Validate(string? name, MqttOptions options)
    {
        var errors = new List<string>();
        foreach (var part in new object[] { options, options.Tls, options.Limits, options.Telemetry, options.Broker }) Annotations(part, errors);
        Addresses(options, errors);
        Files(options, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Annotations(object part, List<string> errors)
    {
        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(part, new ValidationContext(part), results, validateAllProperties: true)) return;
        errors.AddRange(results.Select(r => $"{MqttOptions.Section} ({part.GetType().Name}): {r.ErrorMessage}"));
    }

    private static void Addresses(MqttOptions options, List<string> errors)
    {
        if (!IPAddress.TryParse(options.BindAddress, out _)) errors.Add($"{MqttOptions.Section}:BindAddress '{options.BindAddress}' is not an IP address");
        if (options.UsesExternalBroker) return;
        if (!options.PlainTcp && options.Tls.CertificatePath is null) errors.Add($"{MqttOptions.Section}:PlainTcp is off and no TLS certificate is named: no device could connect");
        if (options.PlainTcp && options.Tls.CertificatePath is not null && options.Port == options.Tls.Port && options.Port != 0)
            errors.Add($"{MqttOptions.Section}:Port and {MqttOptions.Section}:Tls:Port are both {options.Port}");
    }

    private static void Files(MqttOptions options, List<string> errors)
    {
        foreach (var path in new[] { options.Tls.CertificatePath, options.Tls.KeyPath, options.Tls.ClientAuthoritiesPath, options.Broker.AuthoritiesPath })
        {
            if (path is not null && !File.Exists(path)) errors.Add($"{MqttOptions.Section}: the file '{path}' does not exist");
        }
        if (options.Tls.CertificatePath is null && options.Tls.ClientAuthoritiesPath is not null)
            errors.Add($"{MqttOptions.Section}:Tls:ClientAuthoritiesPath needs Tls:CertificatePath");
    }
}
