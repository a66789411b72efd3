using System.Security.Cryptography;
using System.Text;

namespace DepGraph.GraphQL.Documents;

/// <summary>The hash that names a document: SHA-256 of its UTF-8 text, 64 lower-case hexadecimal digits.</summary>
public static class DocumentHash
{
    private const int Digits = 64;

    public static string Of(string document) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    /// <summary>Whether a text looks like one.</summary>
    public static bool IsHash(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);
}
