using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DepGraph.Bolt.Internal.Connections;

internal sealed class SystemTrust(bool verifyHostname) : TrustManager
{
    public override bool ValidateServerCertificate(
        ServerAddress server,
        X509Certificate2? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    ) => (verifyHostname ? errors : errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
}
