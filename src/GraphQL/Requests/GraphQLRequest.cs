using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace DepGraph.GraphQL.Requests;

/// <summary>What a client asks: a document, which of its operations, and variables.</summary>
public sealed class GraphQLRequest
{
    private GraphQLRequest() { }

    public string? OperationName { get; private init; }

    /// <summary>The request's <c>extensions</c>; undefined when it has none.</summary>
    public JsonElement Extensions => throw new NotImplementedException();

    /// <summary>Set for GET: anything but a query is refused, with <see cref="ResultKind.MutationByGet"/>.</summary>
    public bool QueriesOnly { get; init; }

    /// <summary>Adds <c>extensions.cost</c> to the response.</summary>
    public bool ReportCost { get; set; }

    /// <summary>
    /// Reads the JSON object of a POST body, which must stay as it is until the execution ends. False, with an error for the
    /// client, when it is none. https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters
    /// </summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out GraphQLRequest? request,
        [NotNullWhen(false)] out GraphQLError? error
    ) => throw new NotImplementedException();

    /// <summary>
    /// From the parameters of a GET, decoded; <paramref name="variables"/> and <paramref name="extensions"/> are JSON objects.
    /// The request is <see cref="QueriesOnly"/>.
    /// </summary>
    public static bool TryCreate(
        string? query,
        string? operationName,
        string? variables,
        string? extensions,
        [NotNullWhen(true)] out GraphQLRequest? request,
        [NotNullWhen(false)] out GraphQLError? error
    ) => throw new NotImplementedException();

    /// <summary>From a document and its variables as a JSON object: for callers inside the process.</summary>
    /// <exception cref="ArgumentException"><paramref name="variables"/> is not a JSON object.</exception>
    public static GraphQLRequest Create(string query, string? variables = null, string? operationName = null) =>
        throw new NotImplementedException();
}
