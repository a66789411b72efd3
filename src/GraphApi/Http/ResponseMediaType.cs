namespace DepGraph.GraphApi.Http;

/// <summary>What an answer is written as. https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types</summary>
internal enum ResponseMediaType
{
    /// <summary>The client accepts none of them.</summary>
    None,

    /// <summary><c>application/json</c>: well-formed requests are answered 200, whatever comes of them.</summary>
    Json,

    /// <summary><c>application/graphql-response+json</c>: the status says whether the request could be executed.</summary>
    GraphQLResponse,

    /// <summary><c>text/event-stream</c>: each response as an event.</summary>
    EventStream,

    /// <summary><c>text/html</c>: a browser that wants the IDE.</summary>
    Html,
}
