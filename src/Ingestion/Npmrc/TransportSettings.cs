using System.Net;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>How connections to registries are made, as npm's configuration says.</summary>
/// <param name="VerifyCertificates">npm's <c>strict-ssl</c>.</param>
/// <param name="CertificateAuthorities">PEM certificates to trust in place of the system's (<c>ca</c>, <c>cafile</c>); null: the system's.</param>
/// <param name="Proxy">The proxy (<c>https-proxy</c>, <c>proxy</c>, HTTPS_PROXY …, <c>noproxy</c>); null: none.</param>
public sealed record TransportSettings(bool VerifyCertificates, string? CertificateAuthorities, IWebProxy? Proxy)
{
    internal static TransportSettings From(NpmSettings settings, NpmHost host) =>
        new(settings.Find("strict-ssl")?.Value != "false", ReadAuthorities(settings), NpmProxy.From(settings, host));

    private static string? ReadAuthorities(NpmSettings settings)
    {
        // An escaped \n is how a certificate fits on one line of an .npmrc.
        if (settings.Find("ca") is { } inline)
        {
            return inline.Value.Replace("\\n", "\n", StringComparison.Ordinal);
        }

        if (settings.FindPath("cafile") is not { } path)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RegistryConfigurationException(
                $"cafile from {settings.Find("cafile")!.Source} cannot be read: \"{path}\": {e.Message}"
            );
        }
    }
}
