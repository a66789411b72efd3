namespace DepGraph.Bolt.Internal;

/// <summary>What the scheme of a driver's URI says about TLS.</summary>
internal enum SchemeSecurity
{
    /// <summary>Nothing: the configuration decides.</summary>
    FromConfig,

    /// <summary>TLS, with what the system trusts, or a trust manager of the configuration.</summary>
    SystemTrust,

    /// <summary>TLS, with any certificate.</summary>
    AnyCertificate,
}
