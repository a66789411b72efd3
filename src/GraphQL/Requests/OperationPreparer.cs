using System.Diagnostics.CodeAnalysis;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Documents;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Limits;
using DepGraph.GraphQL.Validation;

namespace DepGraph.GraphQL.Requests;

/// <summary>From the text of a document to an operation that can be executed, by way of the cache.</summary>
internal sealed class OperationPreparer(ExecutableSchema schema, GraphQLEngineOptions options)
{
    private readonly OperationCache _cache = new(options.OperationCacheBytes);
    private readonly DocumentSource _documents = new(options);
    private readonly ParserOptions _parserOptions = new() { MaxTokens = options.Limits.MaxTokens };

    /// <summary>False, with what the client did wrong, when there is nothing to execute.</summary>
    public bool TryPrepare(
        GraphQLRequest request,
        [NotNullWhen(true)] out PreparedOperation? operation,
        out IReadOnlyList<GraphQLError> errors
    )
    {
        errors = [];
        // What registers is prepared under its hash: the next request will name that alone.
        var registers = _documents.Registers(request);
        var key = request.Query.IsMissing || registers ? request.Reference!.Id : request.Query;
        operation = request.HasBoth ? null : _cache.Find(key, request.OperationName);
        if (operation is not null)
        {
            return true;
        }

        try
        {
            var text = _documents.Read(request);
            operation = registers ? _cache.Find(key, request.OperationName) : null;
            if (operation is null)
            {
                var document = Parse(text, out errors);
                if (errors.Count > 0)
                {
                    return false;
                }

                operation = Prepare(document, Select(document, request.OperationName));
                _cache.Add(key, request.OperationName, operation);
            }

            if (registers)
            {
                _documents.Register(request, text);
            }

            return true;
        }
        catch (GraphQLSyntaxException e)
        {
            errors = [new GraphQLError(e.Message) { Locations = [e.Location] }];
            return false;
        }
        catch (GraphQLException e)
        {
            errors = [e.ToError()];
            return false;
        }
    }

    /// <inheritdoc cref="GraphQLEngine.Check"/>
    public IReadOnlyList<GraphQLError> Check(string text)
    {
        try
        {
            var document = Parse(text, out var errors);
            if (errors.Count > 0)
            {
                return errors;
            }

            var operations = document.Definitions.OfType<OperationDefinitionNode>().ToList();
            foreach (var definition in operations)
            {
                CheckCost(Prepare(document, definition).Cost.Constant ?? 0, options.Limits);
            }

            return operations.Count > 0 ? [] : [new GraphQLError("The document has no operation.")];
        }
        catch (GraphQLSyntaxException e)
        {
            return [new GraphQLError(e.Message) { Locations = [e.Location] }];
        }
        catch (GraphQLException e)
        {
            return [e.ToError()];
        }
    }

    /// <exception cref="LimitExceededException">It is above the limit.</exception>
    public static void CheckCost(double cost, OperationLimits limits)
    {
        if (cost > limits.MaxCost)
        {
            throw new LimitExceededException(
                "COST_LIMIT_EXCEEDED",
                "The operation's cost",
                cost,
                limits.MaxCost,
                "Ask for shorter lists (`first`), or for fewer lists inside lists."
            );
        }
    }

    /// <exception cref="GraphQLSyntaxException">The text is no document.</exception>
    private DocumentNode Parse(string text, out IReadOnlyList<GraphQLError> errors)
    {
        var document = Parser.Parse(new Source(text), _parserOptions);
        errors = Validator.Validate(schema.Schema, document);
        return document;
    }

    private PreparedOperation Prepare(DocumentNode document, OperationDefinitionNode definition) =>
        new(schema, document, definition, options.Limits);

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
