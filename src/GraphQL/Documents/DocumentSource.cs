using DepGraph.GraphQL.Requests;

namespace DepGraph.GraphQL.Documents;

/// <summary>
/// Finds the document that a request means and decides whether it may be executed: the text itself, a trusted document, or one
/// that a client registered. Not asked for operations that are prepared already.
/// </summary>
internal sealed class DocumentSource(GraphQLEngineOptions options)
{
    private readonly TrustedDocuments _trusted = options.TrustedDocuments;
    private readonly PersistedQueries? _persisted =
        options.OnlyTrustedDocuments || options.PersistedQueryBytes <= 0 ? null : new(options.PersistedQueryBytes);

    /// <summary>Whether the document is one to <see cref="Register"/>, once it is known to be a good one.</summary>
    public bool Registers(GraphQLRequest request) =>
        request.HasBoth && _persisted is not null && _trusted.Find(IdOf(request)) is null;

    /// <exception cref="GraphQLException">There is no such document, its hash is another, or it may not be executed.</exception>
    public string Read(GraphQLRequest request)
    {
        var text = request.Query.IsMissing ? Find(request) : request.Query.Decode();
        if (request.HasBoth)
        {
            CheckHash(request, text);
        }

        return
            !options.OnlyTrustedDocuments || request.Query.IsMissing || _trusted.Find(DocumentHash.Of(text)) is not null
            ? text
            : throw new GraphQLException(
                "Only trusted documents are executed here, and this one is none of them: name one by its `documentId`.",
                "QUERY_NOT_IN_SAFELIST"
            );
    }

    /// <summary>Keeps the document for requests that name it by its hash.</summary>
    public void Register(GraphQLRequest request, string text) => _persisted?.Add(IdOf(request), text);

    private static string IdOf(GraphQLRequest request) => request.Reference!.Id.Decode();

    private string Find(GraphQLRequest request)
    {
        var id = IdOf(request);
        return _trusted.Find(id) ?? _persisted?.Find(id) ?? throw NotFound(request.Reference!.IsPersistedQuery);
    }

    /// <summary>Messages and codes are those that clients of the protocols look for.</summary>
    private GraphQLException NotFound(bool isPersistedQuery) =>
        options.OnlyTrustedDocuments
            ? new GraphQLException(
                "Only trusted documents are executed here, and none has this id.",
                "PERSISTED_QUERY_NOT_IN_LIST"
            )
        : !isPersistedQuery
            ? new GraphQLException(
                "No document has this `documentId`. Send its text as `query` instead.",
                "PERSISTED_QUERY_NOT_FOUND"
            )
        : _persisted is null ? new GraphQLException("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED")
        : new GraphQLException("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND");

    private static void CheckHash(GraphQLRequest request, string text)
    {
        if (IdOf(request) != DocumentHash.Of(text))
        {
            throw new GraphQLException(
                "`extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`: provided sha does not match query.",
                "PERSISTED_QUERY_HASH_MISMATCH"
            );
        }
    }
}
