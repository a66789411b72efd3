namespace DepGraph.GraphQL.Response;

/// <summary>A response grew beyond <c>GraphQLEngineOptions.MaxResponseBytes</c>.</summary>
public sealed class ResponseTooLargeException(int maxBytes)
    : GraphQLException(
        $"The response is larger than {maxBytes} bytes. Select fewer fields, or page with `first`.",
        "RESPONSE_TOO_LARGE"
    );
