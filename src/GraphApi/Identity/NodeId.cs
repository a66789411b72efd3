using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DepGraph.GraphApi.Identity;

/// <summary>
/// Relay ids: base64url of a type's name, a colon, and the thing's own name (a purl where it has one).
/// https://relay.dev/graphql/objectidentification.htm
/// </summary>
internal static class NodeId
{
    public const string Package = "Package";
    public const string PackageVersion = "PackageVersion";
    public const string Ingestion = "Ingestion";

    private const int MaxLength = 2_048;

    public static string Of(string type, string key) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{type}:{key}"));

    /// <summary>Splits an id again. False for what is none, whoever made it.</summary>
    public static bool TryParse(string id, [NotNullWhen(true)] out string? type, [NotNullWhen(true)] out string? key)
    {
        (type, key) = (null, null);
        if (id.Length is 0 or > MaxLength || !Base64Url.IsValid(id))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text.Length - 1)
        {
            return false;
        }

        (type, key) = (text[..colon], text[(colon + 1)..]);
        return true;
    }

    /// <summary>The key of an id of this type; null for what is none.</summary>
    public static string? KeyOf(string type, string id) =>
        TryParse(id, out var found, out var key) && found == type ? key : null;
}
