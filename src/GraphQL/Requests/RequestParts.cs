using System.Diagnostics.CodeAnalysis;

namespace DepGraph.GraphQL.Requests;

/// <summary>The parameters of a request as they were found, before it is known whether they go together.</summary>
internal readonly struct RequestParts
{
    /// <summary>How the draft of persisted documents for GraphQL over HTTP marks an id that is a hash.</summary>
    private static ReadOnlySpan<byte> HashPrefix => "sha256:"u8;

    public RawText Query { get; init; }

    public RawText DocumentId { get; init; }

    public string? OperationName { get; init; }

    /// <summary>A JSON object, or empty.</summary>
    public ReadOnlyMemory<byte> Variables { get; init; }

    /// <inheritdoc cref="Variables"/>
    public ReadOnlyMemory<byte> Extensions { get; init; }

    public bool QueriesOnly { get; init; }

    /// <summary>Makes a request of them; false, with an error for the client, when they do not go together.</summary>
    public bool TryComplete(
        [NotNullWhen(true)] out GraphQLRequest? request,
        [NotNullWhen(false)] out GraphQLError? error
    )
    {
        request = null;
        if (!TryReadExtensions(out var extensions, out error))
        {
            return false;
        }

        var isPersistedQuery = !extensions.PersistedQuery.IsMissing;
        var documentId = WithoutPrefix(isPersistedQuery ? extensions.PersistedQuery : DocumentId);
        // Some clients send an empty document where they mean none.
        var query = Query.Utf8.IsEmpty && !documentId.IsMissing ? default : Query;
        if (!DocumentId.IsMissing && (isPersistedQuery || !query.IsMissing))
        {
            error = RequestReader.BadRequest(
                "Beside `documentId` there may be neither `query` nor `extensions.persistedQuery`."
            );
            return false;
        }

        if (query.IsMissing && documentId.IsMissing)
        {
            error = RequestReader.BadRequest("The request has no `query`, and no `documentId` that names one.");
            return false;
        }

        request = new GraphQLRequest
        {
            Query = query,
            DocumentId = documentId,
            IsPersistedQuery = isPersistedQuery,
            OperationName = OperationName,
            VariablesJson = Variables,
            ExtensionsJson = Extensions,
            QueriesOnly = QueriesOnly,
            Cost = extensions.Cost,
        };
        return true;
    }

    private bool TryReadExtensions(out RequestExtensions extensions, [NotNullWhen(false)] out GraphQLError? error)
    {
        try
        {
            return RequestExtensions.TryRead(Extensions, out extensions, out error);
        }
        catch (InvalidOperationException)
        {
            extensions = default;
            error = RequestReader.BadRequest("`extensions` holds half a surrogate pair.");
            return false;
        }
    }

    private static RawText WithoutPrefix(RawText id) =>
        id.Utf8.Span.StartsWith(HashPrefix) ? RawText.Id(id.Utf8[HashPrefix.Length..]) : id;
}
