using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL;

/// <summary>An entry of a response's <c>errors</c>. https://spec.graphql.org/September2025/#sec-Errors</summary>
public sealed class GraphQLError(string message)
{
    private const int LongestMessage = 4_000;

    /// <summary>At most some 4,000 characters: a client's names stand in it, however long, once for each of many errors.</summary>
    public string Message { get; } = message.Length > LongestMessage ? message[..LongestMessage] + "…" : message;

    /// <summary>Where in the document it arose; empty when it belongs to no place, and then left out of the response.</summary>
    public IReadOnlyList<SourceLocation> Locations { get; init; } = [];

    /// <summary>Response keys (string) and list indexes (int) from the root; null for an error before execution.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    /// <summary>
    /// What a program can act on: <c>code</c> first of all. Values are null, bool, string, numbers, or lists and dictionaries of those.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>The <c>code</c> extension, or null.</summary>
    public string? Code =>
        Extensions is not null && Extensions.TryGetValue("code", out var code) ? code as string : null;

    /// <summary>An error at the starts of the given nodes.</summary>
    public static GraphQLError At(string message, Source source, params ReadOnlySpan<AstNode> nodes)
    {
        var locations = new SourceLocation[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            locations[i] = source.GetLocation(nodes[i].Start);
        }

        return new GraphQLError(message) { Locations = locations };
    }

    /// <summary>An error with nothing but a message and a code.</summary>
    public static GraphQLError WithCode(string message, string code) =>
        new(message) { Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code } };

    public override string ToString() =>
        Locations.Count == 0 ? Message : $"{Message} ({Locations[0].Line}:{Locations[0].Column})";
}
