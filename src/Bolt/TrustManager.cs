using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using DepGraph.Bolt.Internal.Connections;

namespace DepGraph.Bolt;

/// <summary>Decides which certificates of servers are trusted.</summary>
public abstract class TrustManager
{
    /// <summary>Trusts any certificate: the traffic is encrypted, but to whom is not known. What the schemes with <c>+ssc</c> mean.</summary>
    public static TrustManager CreateInsecure() => new AnyCertificate();

    /// <summary>Trusts what the system trusts. What the schemes with <c>+s</c> mean.</summary>
    /// <param name="verifyHostname">Whether the certificate must name the host.</param>
    public static TrustManager CreateChainTrust(bool verifyHostname = true) => new SystemTrust(verifyHostname);

    /// <summary>Trusts these certificate authorities (or certificates that sign themselves), and nothing else.</summary>
    /// <param name="trusted">At least one.</param>
    /// <param name="verifyHostname">Whether the certificate must name the host.</param>
    public static TrustManager CreateCertTrust(IEnumerable<X509Certificate2> trusted, bool verifyHostname = true)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        return new PinnedTrust([.. trusted], verifyHostname);
    }

    /// <summary>Whether the server may be spoken to.</summary>
    /// <param name="certificate">The server's own; null when it showed none.</param>
    /// <param name="chain">What the system could build up to a root, with the intermediate certificates that the server sent.</param>
    /// <param name="errors">What the system has against it.</param>
    public abstract bool ValidateServerCertificate(
        ServerAddress server,
        X509Certificate2? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    );
}
