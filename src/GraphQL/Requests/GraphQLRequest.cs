using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace DepGraph.GraphQL.Requests;

/// <summary>What a client asks: a document, which of its operations, and variables.</summary>
public sealed class GraphQLRequest
{
    /// <summary>The document, as it stood in the request; missing when it is only named.</summary>
    internal RawText Query;

    /// <summary>What names the document; null in a request that just sends it.</summary>
    internal DocumentReference? Reference;

    /// <summary>A JSON object, or empty.</summary>
    internal ReadOnlyMemory<byte> VariablesJson;

    /// <inheritdoc cref="VariablesJson"/>
    internal ReadOnlyMemory<byte> ExtensionsJson;

    internal GraphQLRequest() { }

    /// <summary>Null when none is named.</summary>
    public string? OperationName { get; internal set; }

    /// <summary>The request's <c>extensions</c>, read anew each time; undefined when it has none.</summary>
    public JsonElement Extensions => RequestReader.ParseObject(ExtensionsJson);

    /// <summary>Set for GET: anything but a query is refused, with <see cref="ResultKind.MutationByGet"/>.</summary>
    public bool QueriesOnly { get; init; }

    /// <summary>What the client wants to know of the cost: from <c>extensions.cost</c>, or set by the host.</summary>
    public CostMode Cost { get; set; }

    /// <summary>Whether there is the document and its hash: the client wants to name it by the hash from now on.</summary>
    internal bool HasBoth => !Query.IsMissing && Reference is not null;

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

        var created = new GraphQLRequest
        {
            Query = string.IsNullOrEmpty(query) ? default : RawText.Plain(query),
            Reference = string.IsNullOrEmpty(documentId)
                ? null
                : DocumentReference.ById(RawText.Id(Encoding.UTF8.GetBytes(documentId))),
            OperationName = string.IsNullOrEmpty(operationName) ? null : operationName,
            VariablesJson = variablesJson,
            ExtensionsJson = extensionsJson,
            QueriesOnly = true,
        };
        request = created.TryComplete(out error) ? created : null;
        return request is not null;
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

    /// <summary>
    /// Reads what <c>extensions</c> say to the engine; false, with an error for the client, when the parameters do not go together.
    /// </summary>
    internal bool TryComplete([NotNullWhen(false)] out GraphQLError? error)
    {
        error = null;
        if (ExtensionsJson.IsEmpty && Reference is null && !Query.IsMissing)
        {
            return true;
        }

        if (!RequestExtensions.TryRead(ExtensionsJson, out var extensions, out error))
        {
            return false;
        }

        Cost = extensions.Cost;
        var isPersistedQuery = !extensions.PersistedQuery.IsMissing;
        // Some clients send an empty document where they mean none.
        if (Query.Utf8.IsEmpty && (isPersistedQuery || Reference is not null))
        {
            Query = default;
        }

        if (Reference is not null && (isPersistedQuery || !Query.IsMissing))
        {
            error = RequestReader.BadRequest(
                "Beside `documentId` there may be neither `query` nor `extensions.persistedQuery`."
            );
        }
        else if (isPersistedQuery)
        {
            Reference = new DocumentReference(extensions.PersistedQuery, IsPersistedQuery: true);
        }
        else if (Reference is null && Query.IsMissing)
        {
            error = RequestReader.BadRequest("The request has no `query`, and no `documentId` that names one.");
        }

        return error is null;
    }
}
