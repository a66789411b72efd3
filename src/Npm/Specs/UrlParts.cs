using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace DepGraph.Npm.Specs;

/// <summary>
/// An address taken apart by https://url.spec.whatwg.org as far as telling specs apart needs it: what is a URL, and its
/// parts, not percent-encoded again. Unlike <see cref="Uri"/> it knows that <c>git+ssh</c> is not special and that
/// <c>https:host</c> has a host.
/// </summary>
internal sealed class UrlParts
{
    private static readonly SearchValues<char> ForbiddenInHost = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|");
    private static readonly SearchValues<char> ForbiddenInDomain = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|%\u007f");

    private UrlParts(string protocol, string host, string path, string hash)
    {
        Protocol = protocol;
        Host = host;
        Path = path;
        Hash = hash;
    }

    /// <summary>Lower case, with its colon.</summary>
    public string Protocol { get; }

    /// <summary>Without credentials and port; lower case for http and https; empty when there is none.</summary>
    public string Host { get; }

    /// <summary>Without query and fragment.</summary>
    public string Path { get; }

    /// <summary>The fragment without its number sign.</summary>
    public string Hash { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out UrlParts? url)
    {
        url = null;
        ReadOnlySpan<char> rest = text.AsSpan().Trim(" \0\t\n\r");
        int colon = rest.IndexOf(':');
        if (colon < 1 || !char.IsAsciiLetter(rest[0]) || !IsScheme(rest[..colon]))
        {
            return false;
        }

        string protocol = string.Concat(rest[..colon].ToString().ToLowerInvariant(), ":");
        rest = rest[(colon + 1)..];
        int number = rest.IndexOf('#');
        string hash = number < 0 ? "" : rest[(number + 1)..].ToString();
        rest = number < 0 ? rest : rest[..number];
        int question = rest.IndexOf('?');
        rest = question < 0 ? rest : rest[..question];

        bool isSpecial = protocol is "http:" or "https:" or "ftp:" or "ws:" or "wss:";
        string host = "";
        if (isSpecial || rest.StartsWith("//"))
        {
            rest = isSpecial ? rest.TrimStart("/\\") : rest[2..];
            int slash = isSpecial ? rest.IndexOfAny('/', '\\') : rest.IndexOf('/');
            ReadOnlySpan<char> authority = slash < 0 ? rest : rest[..slash];
            rest = slash < 0 ? default : rest[slash..];
            if (!TryReadHost(authority, isSpecial, out host))
            {
                return false;
            }
        }

        url = new UrlParts(protocol, host, isSpecial && rest.IsEmpty ? "/" : rest.ToString(), hash);
        return true;
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadHost(ReadOnlySpan<char> authority, bool isSpecial, out string host)
    {
        host = "";
        int at = authority.LastIndexOf('@');
        ReadOnlySpan<char> hostAndPort = authority[(at + 1)..];
        int bracket = hostAndPort.LastIndexOf(']');
        int colon = hostAndPort[(bracket + 1)..].IndexOf(':') is var found and >= 0 ? found + bracket + 1 : -1;
        ReadOnlySpan<char> name = colon < 0 ? hostAndPort : hostAndPort[..colon];
        ReadOnlySpan<char> port = colon < 0 ? default : hostAndPort[(colon + 1)..];
        if (port.Length > 0 && !(port.Length < 10 && int.TryParse(port, out int value) && value is >= 0 and <= 65535))
        {
            return false;
        }

        if (port.ContainsAnyExceptInRange('0', '9') || (name.IsEmpty && (isSpecial || at >= 0 || colon >= 0)))
        {
            return false;
        }

        bool isAddress =
            name.Length > 2 && name[0] == '[' && name[^1] == ']' && System.Net.IPAddress.TryParse(name, out _);
        if (!isAddress && name.ContainsAny(isSpecial ? ForbiddenInDomain : ForbiddenInHost))
        {
            return false;
        }

        host = isSpecial ? name.ToString().ToLowerInvariant() : name.ToString();
        return true;
    }
}
