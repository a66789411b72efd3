using DepGraph.Bolt.Internal.Protocol;

namespace DepGraph.Bolt;

/// <summary>Makes credentials.</summary>
public static class AuthTokens
{
    /// <summary>For a server whose authentication is switched off.</summary>
    public static IAuthToken None { get; } = new AuthToken("none", []);

    /// <summary>User name and password.</summary>
    /// <param name="username">The user's name.</param>
    /// <param name="password">The password.</param>
    /// <param name="realm">Which of the server's providers is to check them; null leaves that to the server.</param>
    public static IAuthToken Basic(string username, string password, string? realm = null)
    {
        ArgumentNullException.ThrowIfNull(username);
        ArgumentNullException.ThrowIfNull(password);
        return new AuthToken("basic", [("principal", username), ("credentials", password), .. Realm(realm)]);
    }

    /// <summary>A token of single sign-on.</summary>
    public static IAuthToken Bearer(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new AuthToken("bearer", [("credentials", token)]);
    }

    /// <summary>A Kerberos ticket in base64.</summary>
    public static IAuthToken Kerberos(string base64Ticket)
    {
        ArgumentNullException.ThrowIfNull(base64Ticket);
        return new AuthToken("kerberos", [("principal", ""), ("credentials", base64Ticket)]);
    }

    /// <summary>For a provider that was added to the server.</summary>
    /// <param name="principal">Who it is.</param>
    /// <param name="credentials">What proves it.</param>
    /// <param name="realm">The provider; null leaves that to the server.</param>
    /// <param name="scheme">The provider's scheme.</param>
    /// <param name="parameters">What the provider wants to know beyond; null for nothing.</param>
    public static IAuthToken Custom(
        string principal,
        string credentials,
        string? realm,
        string scheme,
        IReadOnlyDictionary<string, object?>? parameters = null
    )
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(scheme);
        return new AuthToken(
            scheme,
            [
                ("principal", principal),
                ("credentials", credentials),
                .. Realm(realm),
                .. parameters is null ? [] : new (string, object?)[] { ("parameters", parameters) },
            ]
        );
    }

    private static (string, object?)[] Realm(string? realm) => realm is null ? [] : [("realm", realm)];
}
