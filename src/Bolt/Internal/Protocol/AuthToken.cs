using DepGraph.Bolt.PackStream;

namespace DepGraph.Bolt.Internal.Protocol;

/// <summary>Credentials as HELLO (below Bolt 5.1) and LOGON carry them.</summary>
internal sealed class AuthToken(string scheme, (string Key, object? Value)[] fields) : IAuthToken
{
    public string Scheme { get; } = scheme;

    /// <exception cref="ArgumentException">It was not made by <see cref="AuthTokens"/>.</exception>
    public static AuthToken From(IAuthToken token) =>
        token as AuthToken
        ?? throw new ArgumentException($"Credentials are made by {nameof(AuthTokens)}.", nameof(token));

    /// <summary>How many entries <see cref="WriteEntries"/> writes.</summary>
    public int Count => fields.Length + 1;

    /// <summary>Writes keys and values into a map whose header stands.</summary>
    public void WriteEntries(PackStreamWriter writer)
    {
        writer.WriteUtf8("scheme"u8);
        writer.WriteString(Scheme);
        foreach (var (key, value) in fields)
        {
            writer.WriteString(key);
            writer.WriteValue(value);
        }
    }

    public override string ToString() => $"{Scheme} ******";
}
