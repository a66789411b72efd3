using System.Net.Http.Headers;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>One registry: where it is and how this service makes itself known to it.</summary>
/// <param name="address">Absolute http or https, path ending in a slash, no user information.</param>
/// <param name="source">Which setting named it, and where that was written.</param>
/// <param name="authorization">The header for requests to it; null: none.</param>
/// <param name="credentialSource">Which setting gave the header; null: none did.</param>
public sealed class RegistryEndpoint(
    Uri address,
    string source,
    AuthenticationHeaderValue? authorization,
    string? credentialSource
)
{
    public Uri Address { get; } = address;

    public string Source { get; } = source;

    /// <summary>A secret: for requests to this registry's own origin only, never for a log.</summary>
    internal AuthenticationHeaderValue? Authorization { get; } = authorization;

    public string? CredentialSource { get; } = credentialSource;

    /// <summary>The key under which npm keeps this registry's credentials: <c>//host/path/</c>.</summary>
    public string CredentialKey => $"//{Address.Authority}{Address.AbsolutePath}";

    /// <summary>For logs: address and sources, no secret.</summary>
    public override string ToString() =>
        $"{Address} ({Source}{(CredentialSource is null ? "" : $", credentials: {CredentialSource}")})";
}
