using System.Globalization;

namespace DepGraph.Bolt;

/// <summary>Where a server listens.</summary>
/// <param name="Host">A name, an IPv4 address, or an IPv6 address without brackets.</param>
public sealed record ServerAddress(string Host, int Port)
{
    /// <summary>The port that an address without one means.</summary>
    public const int DefaultPort = 7687;

    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>[ipv6]</c> or <c>[ipv6]:port</c>.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static ServerAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (host, portText) = text.StartsWith('[') ? SplitBrackets(text) : SplitColon(text);
        if (host.Length == 0 || !TryReadPort(portText, out var port))
        {
            throw new FormatException($"\"{text}\" is no server address: host:port is expected.");
        }

        return new ServerAddress(host, port);
    }

    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
            : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static (string Host, string Port) SplitBrackets(string text)
    {
        var end = text.IndexOf(']', StringComparison.Ordinal);
        return end < 0 ? ("", "") : (text[1..end], text[(end + 1)..]);
    }

    private static (string Host, string Port) SplitColon(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[colon..]);
    }

    private static bool TryReadPort(string text, out int port)
    {
        port = DefaultPort;
        return text.Length == 0
            || (
                text[0] == ':'
                && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
                && port is > 0 and <= ushort.MaxValue
            );
    }
}
