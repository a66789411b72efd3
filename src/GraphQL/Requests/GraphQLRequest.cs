using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace DepGraph.GraphQL.Requests;

/// <summary>What a client asks: a document, which of its operations, and variables.</summary>
public sealed class GraphQLRequest
{
    private JsonElement? _extensions;

    internal GraphQLRequest() { }

    /// <summary>Null when none is named.</summary>
    public string? OperationName { get; internal init; }

    /// <summary>The request's <c>extensions</c>; undefined when it has none.</summary>
    public JsonElement Extensions => _extensions ??= RequestReader.ParseObject(ExtensionsJson);

    /// <summary>Set for GET: anything but a query is refused, with <see cref="ResultKind.MutationByGet"/>.</summary>
    public bool QueriesOnly { get; init; }

    /// <summary>What the client wants to know of the cost: from <c>extensions.cost</c>, or set by the host.</summary>
    public CostMode Cost { get; set; }

    /// <summary>The document, as it stood in the request; missing when it is only named.</summary>
    internal RawText Query { get; init; }

    /// <summary>The id that names the document, without the prefix <c>sha256:</c>; missing without one.</summary>
    internal RawText DocumentId { get; init; }

    /// <summary>Whether <see cref="DocumentId"/> is the hash of <c>extensions.persistedQuery</c>.</summary>
    internal bool IsPersistedQuery { get; init; }

    /// <summary>Whether there is the document and its hash: the client wants to name it by the hash from now on.</summary>
    internal bool HasBoth => !Query.IsMissing && !DocumentId.IsMissing;

    /// <summary>A JSON object, or empty.</summary>
    internal ReadOnlyMemory<byte> VariablesJson { get; init; }

    /// <inheritdoc cref="VariablesJson"/>
    internal ReadOnlyMemory<byte> ExtensionsJson { get; init; }

    /// <summary>
    /// Reads the JSON object of a POST body, which must stay as it is until the execution ends. False, with an error for the
    /// client, when it is none. https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters
    /// </summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out GraphQLRequest? request,
        [NotNullWhen(false)] out GraphQLError? error
    ) => RequestReader.TryRead(body, out request, out error);

    /// <summary>
    /// From the parameters of a GET, decoded; <paramref name="variables"/> and <paramref name="extensions"/> are JSON objects,
    /// <paramref name="documentId"/> names a document in place of a <paramref name="query"/>. The request is
    /// <see cref="QueriesOnly"/>.
    /// </summary>
    public static bool TryCreate(
        string? query,
        string? operationName,
        string? variables,
        string? extensions,
        string? documentId,
        [NotNullWhen(true)] out GraphQLRequest? request,
        [NotNullWhen(false)] out GraphQLError? error
    )
    {
        request = null;
        if (
            !RequestReader.TryReadObject(variables, "variables", out var variablesJson, out error)
            || !RequestReader.TryReadObject(extensions, "extensions", out var extensionsJson, out error)
        )
        {
            return false;
        }

        var parts = new RequestParts
        {
            Query = string.IsNullOrEmpty(query) ? default : RawText.Plain(query),
            DocumentId = string.IsNullOrEmpty(documentId) ? default : RawText.Id(Encoding.UTF8.GetBytes(documentId)),
            OperationName = string.IsNullOrEmpty(operationName) ? null : operationName,
            Variables = variablesJson,
            Extensions = extensionsJson,
            QueriesOnly = true,
        };
        return parts.TryComplete(out request, out error);
    }

    /// <summary>From a document and its variables as a JSON object: for callers inside the process.</summary>
    /// <exception cref="ArgumentException"><paramref name="variables"/> is not a JSON object.</exception>
    public static GraphQLRequest Create(string query, string? variables = null, string? operationName = null) =>
        RequestReader.TryReadObject(variables, "variables", out var variablesJson, out var error)
            ? new GraphQLRequest
            {
                Query = RawText.Plain(query),
                OperationName = operationName,
                VariablesJson = variablesJson,
            }
            : throw new ArgumentException(error.Message, nameof(variables));
}
