using System.Net;

namespace DepGraph.Ingestion.Registry;

/// <summary>
/// Where a registry may send this client on to: other http and https addresses, never from https to http, and never into
/// this machine (loopback, link-local and unspecified addresses) unless the redirect comes from this machine. Which
/// host a name resolves to is not judged: the registry is trusted by configuration; this keeps accidents out.
/// </summary>
internal static class RedirectPolicy
{
    /// <summary>The address to follow; null when it is not one to follow.</summary>
    public static Uri? Resolve(Uri from, Uri location)
    {
        if (!Uri.TryCreate(from, location, out var target))
        {
            return null;
        }

        if (target.Scheme != "https" && (target.Scheme != "http" || from.Scheme == "https"))
        {
            return null;
        }

        return IsThisMachine(target) && !IsThisMachine(from) ? null : target;
    }

    /// <summary>Whether two addresses have scheme, host and port in common: the reach of credentials.</summary>
    public static bool IsSameOrigin(Uri a, Uri b) =>
        a.Port == b.Port && a.Scheme == b.Scheme && a.Host.Equals(b.Host, StringComparison.OrdinalIgnoreCase);

    private static bool IsThisMachine(Uri uri)
    {
        if (uri.IsLoopback || uri.IdnHost.TrimEnd('.').EndsWith("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!IPAddress.TryParse(uri.IdnHost, out var address))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        var isLinkLocal = length == 4 ? bytes[0] == 169 && bytes[1] == 254 : address.IsIPv6LinkLocal;
        return isLinkLocal
            || IPAddress.IsLoopback(address)
            || address.Equals(IPAddress.Any)
            || address.Equals(IPAddress.IPv6Any);
    }
}
