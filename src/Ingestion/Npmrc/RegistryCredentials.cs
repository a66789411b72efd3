using System.Net.Http.Headers;
using System.Text;

namespace DepGraph.Ingestion.Npmrc;

/// <summary>
/// npm's credentials by address (https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration): the
/// settings of the longest <c>//host/path/</c> that the registry's address begins with.
/// </summary>
internal static class RegistryCredentials
{
    private static readonly string[] Unscoped = ["_auth", "_authToken", "_authtoken", "_password"];

    /// <summary>The header for a registry and which setting gave it; (null, null) when none is set.</summary>
    /// <exception cref="RegistryConfigurationException">A setting is there but cannot be sent.</exception>
    public static (AuthenticationHeaderValue?, string? Source) Find(
        NpmSettings settings,
        Uri registry,
        List<string> warnings
    )
    {
        for (var key = $"//{registry.Authority}{registry.AbsolutePath}"; key.Length > 2; key = Shorten(key))
        {
            if (settings.Find($"{key}:_authToken") is { } token)
            {
                return Header("Bearer", token, token.Value, warnings);
            }

            if (settings.Find($"{key}:_auth") is { } basic)
            {
                return Header("Basic", basic, basic.Value, warnings);
            }

            if (settings.Find($"{key}:username") is { } user && settings.Find($"{key}:_password") is { } password)
            {
                return Header("Basic", password, Encode(user, password), warnings);
            }
        }

        return (null, null);
    }

    /// <summary>Names what is set but, as in npm itself or in this service only, has no effect.</summary>
    public static IEnumerable<string> FindIgnored(NpmSettings settings) =>
        from setting in settings.All
        let isUnscoped = Unscoped.Contains(setting.Key, StringComparer.Ordinal)
        let isCertificate = setting.Key.StartsWith("//", StringComparison.Ordinal)
            && (
                setting.Key.EndsWith(":certfile", StringComparison.Ordinal)
                || setting.Key.EndsWith(":keyfile", StringComparison.Ordinal)
            )
        where isUnscoped || isCertificate
        select isUnscoped
            ? $"{setting.Key} from {setting.Source} has no effect: npm wants it for an address, as //host/:{setting.Key}."
            : $"{setting.Key} from {setting.Source} has no effect: client certificates are not supported.";

    // npm accepts //host/path/:key and //host/path:key, so one step takes off either a segment or the slash before it.
    private static string Shorten(string key) => key[^1] == '/' ? key[..^1] : key[..(key.LastIndexOf('/') + 1)];

    private static (AuthenticationHeaderValue?, string?) Header(
        string scheme,
        NpmSetting setting,
        string value,
        List<string> warnings
    )
    {
        if (EnvironmentExpansion.FindUnresolved(value) is { } variable)
        {
            warnings.Add(
                $"{setting.Key} from {setting.Source} has no effect: it names the environment variable {variable}, which is not set."
            );
            return (null, null);
        }

        if (value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new RegistryConfigurationException(
                $"{setting.Key} from {setting.Source} holds characters that no HTTP header can carry."
            );
        }

        return (new AuthenticationHeaderValue(scheme, value), $"{setting.Key} from {setting.Source}");
    }

    private static string Encode(NpmSetting user, NpmSetting password)
    {
        if (EnvironmentExpansion.FindUnresolved(password.Value) is not null)
        {
            return password.Value;
        }

        var decoded = new byte[password.Value.Length];
        if (!Convert.TryFromBase64String(password.Value, decoded, out var length))
        {
            throw new RegistryConfigurationException(
                $"{password.Key} from {password.Source} is not base64, as npm's _password has to be."
            );
        }

        byte[] plain = [.. Encoding.UTF8.GetBytes($"{user.Value}:"), .. decoded.AsSpan(0, length)];
        return Convert.ToBase64String(plain);
    }
}
