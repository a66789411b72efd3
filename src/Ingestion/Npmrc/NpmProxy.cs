using System.Net;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>Proxies as npm chooses them: one for all addresses when npm's configuration names it, else by environment.</summary>
internal sealed class NpmProxy(Uri? forHttp, Uri? forHttps, IReadOnlyList<string> exceptions) : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>The user information of the proxies' addresses.</summary>
    public ICredentials? Credentials { get; set; } = ReadCredentials(forHttp, forHttps);

    /// <exception cref="RegistryConfigurationException">A setting is no proxy's address.</exception>
    public static NpmProxy? From(NpmSettings settings, NpmHost host)
    {
        var all = settings.Find("https-proxy") ?? settings.Find("proxy");
        var secure = all ?? Variable(host, "https_proxy");
        var plain = secure ?? Variable(host, "http_proxy") ?? Variable(host, "proxy");
        if (plain is null)
        {
            return null;
        }

        var exceptions = (settings.Find("noproxy") ?? Variable(host, "no_proxy"))?.Value ?? string.Empty;
        return new NpmProxy(
            Parse(plain),
            secure is null ? null : Parse(secure),
            exceptions.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
    }

    public Uri? GetProxy(Uri destination) => destination.Scheme == "https" ? forHttps : forHttp;

    /// <summary>An exception stands for the host of that name and everything below it.</summary>
    public bool IsBypassed(Uri host) =>
        GetProxy(host) is null
        || exceptions.Any(e =>
        {
            var suffix = e.Trim('.');
            return suffix.Length > 0
                && (
                    host.Host.Equals(suffix, StringComparison.OrdinalIgnoreCase)
                    || host.Host.EndsWith($".{suffix}", StringComparison.OrdinalIgnoreCase)
                );
        });

    private static NpmSetting? Variable(NpmHost host, string name)
    {
        foreach (var spelling in (ReadOnlySpan<string>)[name, name.ToUpperInvariant()])
        {
            if (host.Environment.TryGetValue(spelling, out var value) && value.Length > 0)
            {
                return new NpmSetting(spelling, value, $"environment variable {spelling}");
            }
        }

        return null;
    }

    private static Uri Parse(NpmSetting setting) =>
        Uri.TryCreate(setting.Value, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme)
            ? uri
            : throw new RegistryConfigurationException(
                $"{setting.Key} from {setting.Source} is not a proxy's address: \"{RegistryAddress.Redact(setting.Value)}\"."
            );

    private static NetworkCredential? ReadCredentials(Uri? forHttp, Uri? forHttps)
    {
        var userInfo = forHttps?.UserInfo is { Length: > 0 } secure ? secure : forHttp?.UserInfo;
        if (string.IsNullOrEmpty(userInfo))
        {
            return null;
        }

        var parts = userInfo.Split(':', 2);
        return new NetworkCredential(
            Uri.UnescapeDataString(parts[0]),
            parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty
        );
    }
}
