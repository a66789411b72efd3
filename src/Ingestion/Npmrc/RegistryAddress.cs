using System.Net.Http.Headers;
using System.Text;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>Checks registry addresses and keeps what must not be shown out of messages.</summary>
internal static class RegistryAddress
{
    /// <summary>
    /// Reads a registry's address: absolute, http or https, without query or fragment. User information is taken off and
    /// given back as a header.
    /// </summary>
    /// <returns>The address, its path ending in a slash, and the credentials that it carried.</returns>
    /// <exception cref="RegistryConfigurationException">The value is something else.</exception>
    public static (Uri Address, AuthenticationHeaderValue? Authorization) Parse(NpmSetting setting)
    {
        var value = setting.Value.Trim();
        if (EnvironmentExpansion.FindUnresolved(value) is { } variable)
        {
            throw Invalid(setting, $"names the environment variable {variable}, which is not set");
        }

        if (
            !Uri.TryCreate(value, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.Host.Length == 0
        )
        {
            throw Invalid(setting, "is not an absolute http or https address");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Invalid(setting, "has a query or a fragment, which a registry's address cannot have");
        }

        var address = new UriBuilder(uri) { UserName = string.Empty, Password = string.Empty };
        if (!address.Path.EndsWith('/'))
        {
            address.Path += '/';
        }

        return (address.Uri, Basic(uri.UserInfo));
    }

    /// <summary>An address as it may be shown: without user information, query and fragment.</summary>
    public static string Redact(string value)
    {
        var end = value.AsSpan().IndexOfAny('?', '#');
        var shown = end < 0 ? value : $"{value[..end]}{value[end]}***";
        var at = shown.LastIndexOf('@');
        if (at < 0)
        {
            return shown;
        }

        var authority = shown.IndexOf("//", StringComparison.Ordinal);
        var start = authority < 0 || authority > at ? 0 : authority + 2;
        return $"{shown[..start]}***{shown[at..]}";
    }

    private static RegistryConfigurationException Invalid(NpmSetting setting, string what) =>
        new($"{setting.Key} from {setting.Source} {what}: \"{Redact(setting.Value)}\".");

    private static AuthenticationHeaderValue? Basic(string userInfo)
    {
        if (userInfo.Length == 0)
        {
            return null;
        }

        var separator = userInfo.IndexOf(':', StringComparison.Ordinal);
        var (user, password) =
            separator < 0 ? (userInfo, string.Empty) : (userInfo[..separator], userInfo[(separator + 1)..]);
        var plain = $"{Uri.UnescapeDataString(user)}:{Uri.UnescapeDataString(password)}";
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(plain)));
    }
}
