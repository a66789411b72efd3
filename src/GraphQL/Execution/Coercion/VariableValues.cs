namespace DepGraph.GraphQL.Execution.Coercion;

/// <summary>The coerced variables of an operation.</summary>
internal sealed class VariableValues(IReadOnlyList<VariablePlan> variables, object?[] values)
{
    public static VariableValues None { get; } = new([], []);

    /// <summary>For scalars that look into literals: those given, by name.</summary>
    public IReadOnlyDictionary<string, object?> ByName
    {
        get
        {
            var byName = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] != ArgumentValues.Missing)
                {
                    byName[variables[i].Name] = values[i];
                }
            }

            return byName;
        }
    }

    /// <summary>Whether the request or a default gives it a value, null included.</summary>
    public bool IsGiven(string name) => Get(name) != ArgumentValues.Missing;

    /// <summary>The value, or <see cref="ArgumentValues.Missing"/>.</summary>
    public object? Get(string name)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            if (variables[i].Name == name)
            {
                return values[i];
            }
        }

        return ArgumentValues.Missing;
    }

    /// <summary>The value of a variable in <c>@skip</c> or <c>@include</c>; a variable of another operation counts as false.</summary>
    /// <exception cref="GraphQLException">It is null.</exception>
    public bool GetCondition(string name) =>
        Get(name) switch
        {
            bool value => value,
            null => throw new GraphQLException(
                $"Argument \"if\" of non-null type \"Boolean!\" must not be null, but variable \"${name}\" is.",
                "BAD_USER_INPUT"
            ),
            _ => false,
        };
}
