using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DepGraph.Bolt.Internal.Connections;

/// <summary>Builds the chain anew, up to the pinned certificates alone.</summary>
internal sealed class PinnedTrust : TrustManager
{
    private readonly X509Certificate2Collection roots;
    private readonly bool verifyHostname;

    public PinnedTrust(X509Certificate2[] trusted, bool verifyHostname)
    {
        ArgumentOutOfRangeException.ThrowIfZero(trusted.Length, nameof(trusted));
        roots = new X509Certificate2Collection(trusted);
        this.verifyHostname = verifyHostname;
    }

    public override bool ValidateServerCertificate(
        ServerAddress server,
        X509Certificate2? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    )
    {
        if (certificate is null || (verifyHostname && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)))
        {
            return false;
        }

        using var pinned = new X509Chain();
        pinned.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        pinned.ChainPolicy.CustomTrustStore.AddRange(roots);
        pinned.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            pinned.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return pinned.Build(certificate);
    }
}
