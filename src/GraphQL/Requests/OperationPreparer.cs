using System.Diagnostics.CodeAnalysis;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Limits;
using DepGraph.GraphQL.Validation;

namespace DepGraph.GraphQL.Requests;

/// <summary>From the text of a document to an operation that can be executed, by way of the cache.</summary>
internal sealed class OperationPreparer(ExecutableSchema schema, GraphQLEngineOptions options)
{
    private readonly OperationCache _cache = new(options.OperationCacheBytes);
    private readonly ParserOptions _parserOptions = new() { MaxTokens = options.Limits.MaxTokens };

    /// <summary>False, with what the client did wrong, when there is nothing to execute.</summary>
    public bool TryPrepare(
        GraphQLRequest request,
        [NotNullWhen(true)] out PreparedOperation? operation,
        out IReadOnlyList<GraphQLError> errors
    )
    {
        errors = [];
        operation = _cache.Find(request.Query, request.OperationName);
        if (operation is not null)
        {
            return true;
        }

        try
        {
            var document = Parser.Parse(new Source(request.Query.Decode()), _parserOptions);
            errors = Validator.Validate(schema.Schema, document);
            if (errors.Count > 0)
            {
                return false;
            }

            operation = new PreparedOperation(
                schema,
                document,
                Select(document, request.OperationName),
                options.Limits
            );
        }
        catch (GraphQLSyntaxException e)
        {
            errors = [new GraphQLError(e.Message) { Locations = [e.Location] }];
            return false;
        }
        catch (GraphQLException e)
        {
            errors = [new GraphQLError(e.Message) { Extensions = e.Extensions }];
            return false;
        }

        _cache.Add(request.Query, request.OperationName, operation);
        return true;
    }

    /// <summary>https://spec.graphql.org/September2025/#GetOperation()</summary>
    /// <exception cref="GraphQLException">The name fits none, or none is named and there are several.</exception>
    private static OperationDefinitionNode Select(DocumentNode document, string? name)
    {
        OperationDefinitionNode? selected = null;
        foreach (var definition in document.Definitions)
        {
            if (
                definition is not OperationDefinitionNode operation
                || (name is not null && operation.Name?.Value != name)
            )
            {
                continue;
            }

            selected = selected is null
                ? operation
                : throw new GraphQLException(
                    "The document has several operations: `operationName` must say which.",
                    "OPERATION_RESOLUTION_FAILURE"
                );
        }

        return selected
            ?? throw new GraphQLException(
                name is null ? "The document has no operation." : $"The document has no operation named \"{name}\".",
                "OPERATION_RESOLUTION_FAILURE"
            );
    }
}
