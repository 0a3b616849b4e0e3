using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>Puts TLS in front of a connection. The certificates are read once, at start, so that a wrong path or password stops the start.</summary>
internal sealed class TlsFront
{
    private readonly SslServerAuthenticationOptions _options;

    public TlsFront(MqttTlsOptions options)
    {
        var authorities = new X509Certificate2Collection();
        if (options.ClientAuthoritiesPath is not null) authorities.ImportFromPemFile(options.ClientAuthoritiesPath);
        _options = new SslServerAuthenticationOptions
        {
            ServerCertificate = Load(options),
            // Asked for, not demanded: a device may have a secret instead.
            ClientCertificateRequired = authorities.Count > 0,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is null || IsSigned(certificate, authorities),
        };
    }

    /// <summary>Does the handshake; returns the connection behind it and the client's certificate.</summary>
    public async Task<(ConnectionContext Connection, X509Certificate2? Certificate)> SecureAsync(ConnectionContext connection, CancellationToken cancel)
    {
        var stream = new SslStream(new DuplexPipeStream(connection.Transport), leaveInnerStreamOpen: false);
        await stream.AuthenticateAsServerAsync(_options, cancel);
        connection.Transport = new StreamPipe(stream);
        return (connection, stream.RemoteCertificate as X509Certificate2);
    }

    private static X509Certificate2 Load(MqttTlsOptions options)
    {
        var path = options.CertificatePath!;
        if (!path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".p12", StringComparison.OrdinalIgnoreCase))
        {
            return options.Password is null
                ? X509Certificate2.CreateFromPemFile(path, options.KeyPath)
                : X509Certificate2.CreateFromEncryptedPemFile(path, options.Password, options.KeyPath);
        }
        return X509CertificateLoader.LoadPkcs12FromFile(path, options.Password);
    }

    private static bool IsSigned(X509Certificate certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        // The authority is the operator's own; it publishes no revocation list, a lost device is taken out of the registry.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(new X509Certificate2(certificate));
    }

    private sealed class StreamPipe(SslStream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: false));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}
