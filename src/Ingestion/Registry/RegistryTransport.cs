using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DepGraph.Ingestion.Npmrc;

namespace DepGraph.Ingestion.Registry;

/// <summary>
/// The connections to registries: HTTP/2 where it is offered, else one HTTP/1.1 connection for each request under way.
/// Redirects, decompression and cookies are not the transport's: the first two are this room's own, the third is nobody's.
/// </summary>
internal static class RegistryTransport
{
    /// <exception cref="RegistryConfigurationException">The certificates of the settings are none.</exception>
    public static HttpMessageInvoker Create(TransportSettings settings, RegistryOptions options) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
                ActivityHeadersPropagator = null,
                UseProxy = settings.Proxy is not null,
                Proxy = settings.Proxy,
                ConnectTimeout = options.ConnectTimeout,
                MaxConnectionsPerServer = options.Concurrency,
                EnableMultipleHttp2Connections = true,
                InitialHttp2StreamWindowSize = 1 << 20,
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
                MaxResponseHeadersLength = 64,
                MaxResponseDrainSize = 256 << 10,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
                SslOptions = CreateSslOptions(settings),
            }
        );

    private static SslClientAuthenticationOptions CreateSslOptions(TransportSettings settings)
    {
        var ssl = new SslClientAuthenticationOptions();
        if (!settings.VerifyCertificates)
        {
#pragma warning disable CA5359 // npm's strict-ssl=false asks for exactly this; the start logs a warning.
            ssl.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (settings.CertificateAuthorities is { } pem)
        {
            ssl.CertificateChainPolicy = CreateChainPolicy(pem);
        }

        return ssl;
    }

    private static X509ChainPolicy CreateChainPolicy(string pem)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        try
        {
            policy.CustomTrustStore.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new RegistryConfigurationException(
                $"npm's ca or cafile holds a certificate that cannot be read: {e.Message}"
            );
        }

        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new RegistryConfigurationException("npm's ca or cafile holds no PEM certificate.");
    }
}
