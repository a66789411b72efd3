namespace DepGraph.GraphQL.Requests;

/// <summary>What a request names its document by.</summary>
/// <param name="Id">The id, without the prefix <c>sha256:</c>.</param>
/// <param name="IsPersistedQuery">Whether it is the hash of <c>extensions.persistedQuery</c>.</param>
internal sealed record DocumentReference(RawText Id, bool IsPersistedQuery)
{
    /// <summary>How the draft of persisted documents for GraphQL over HTTP marks an id that is a hash.</summary>
    private static ReadOnlySpan<byte> HashPrefix => "sha256:"u8;

    /// <summary>By the parameter <c>documentId</c> or <c>id</c>.</summary>
    public static DocumentReference ById(RawText id) =>
        new(id.Utf8.Span.StartsWith(HashPrefix) ? RawText.Id(id.Utf8[HashPrefix.Length..]) : id, false);
}
