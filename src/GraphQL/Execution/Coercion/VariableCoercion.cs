using System.Text.Json;
using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Planning;

namespace DepGraph.GraphQL.Execution.Coercion;

/// <summary>https://spec.graphql.org/September2025/#sec-Coercing-Variable-Values</summary>
internal sealed class VariableCoercion(ExecutableSchema schema)
{
    private const int MaxErrors = 50;

    private readonly LiteralCoercion _literals = new(schema);

    /// <param name="json">The request's variables, an object; undefined when there are none.</param>
    /// <returns>Null, with <paramref name="errors"/>, when one does not fit.</returns>
    public VariableValues? Coerce(PreparedOperation operation, JsonElement json, out IReadOnlyList<GraphQLError> errors)
    {
        errors = [];
        if (operation.Variables.Count == 0)
        {
            return VariableValues.None;
        }

        var found = new List<GraphQLError>();
        var values = new object?[operation.Variables.Count];
        for (var i = 0; i < values.Length && found.Count < MaxErrors; i++)
        {
            values[i] = Coerce(operation, operation.Variables[i], json, found);
        }

        errors = found;
        return found.Count == 0 ? new VariableValues(operation.Variables, values) : null;
    }

    private object? Coerce(
        PreparedOperation operation,
        VariablePlan variable,
        JsonElement json,
        List<GraphQLError> errors
    )
    {
        var source = operation.Document.Source;
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(variable.Name, out var given))
        {
            return Default(operation, variable, errors);
        }

        if (given.ValueKind == JsonValueKind.Null)
        {
            if (variable.Type.IsNonNull)
            {
                errors.Add(
                    WithCode(
                        $"Variable \"${variable.Name}\" of non-null type \"{variable.Type}\" must not be null.",
                        source,
                        variable
                    )
                );
            }

            return null;
        }

        var coercion = new JsonCoercion(schema, variable.Name);
        var value = coercion.Coerce(given, variable.Type);
        foreach (var message in coercion.Problems)
        {
            errors.Add(WithCode(message, source, variable));
        }

        return value;
    }

    private object? Default(PreparedOperation operation, VariablePlan variable, List<GraphQLError> errors)
    {
        if (variable.Node.DefaultValue is { } literal)
        {
            if (!_literals.TryCoerce(literal, variable.Type, VariableValues.None, out var value, out var fault))
            {
                errors.Add(
                    WithCode(
                        $"Variable \"${variable.Name}\" has an invalid default: {fault!.Message}",
                        operation.Document.Source,
                        variable
                    )
                );
            }

            return value;
        }

        if (variable.Type.IsNonNull)
        {
            errors.Add(
                WithCode(
                    $"Variable \"${variable.Name}\" of required type \"{variable.Type}\" was not provided.",
                    operation.Document.Source,
                    variable
                )
            );
        }

        return ArgumentValues.Missing;
    }

    private static GraphQLError WithCode(string message, Language.Source source, VariablePlan variable) =>
        new(message)
        {
            Locations = [source.GetLocation(variable.Node.Start)],
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "BAD_USER_INPUT" },
        };
}
