using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Execution.Planning;

/// <summary>
/// The values of the variables that decide about <c>@skip</c> and <c>@include</c>.
/// https://spec.graphql.org/September2025/#sec--skip
/// </summary>
internal sealed class ConditionValues(IReadOnlyList<string> variables, bool[] values)
{
    /// <summary>One bit for each variable; operations have at most 64 such variables when their plans are kept.</summary>
    public ulong Bits
    {
        get
        {
            var bits = 0UL;
            for (var i = 0; i < values.Length; i++)
            {
                bits |= values[i] ? 1UL << i : 0;
            }

            return bits;
        }
    }

    public bool Includes(IReadOnlyList<DirectiveNode> directives)
    {
        for (var i = 0; i < directives.Count; i++)
        {
            var directive = directives[i];
            switch (directive.Name.Value)
            {
                case "skip" when IsTrue(directive):
                case "include" when !IsTrue(directive):
                    return false;
            }
        }

        return true;
    }

    /// <summary>The names of the variables that conditions of a document use, in the order met.</summary>
    public static IReadOnlyList<string> FindVariables(DocumentNode document)
    {
        var names = new List<string>();
        foreach (var definition in document.Definitions)
        {
            if (definition is ExecutableDefinitionNode executable)
            {
                Find(executable.SelectionSet, names);
            }
        }

        return names;
    }

    private static void Find(SelectionSetNode selectionSet, List<string> names)
    {
        foreach (var selection in selectionSet.Selections)
        {
            foreach (var directive in selection.Directives)
            {
                if (
                    directive is { Name.Value: "skip" or "include" }
                    && directive.Arguments[0].Value is VariableNode variable
                    && !names.Contains(variable.Name.Value)
                )
                {
                    names.Add(variable.Name.Value);
                }
            }

            var inner = selection switch
            {
                FieldNode field => field.SelectionSet,
                InlineFragmentNode inline => inline.SelectionSet,
                _ => null,
            };
            if (inner is not null)
            {
                Find(inner, names);
            }
        }
    }

    private bool IsTrue(DirectiveNode directive) =>
        directive.Arguments[0].Value switch
        {
            BooleanValueNode literal => literal.Value,
            VariableNode variable => values[IndexOf(variable.Name.Value)],
            var other => throw new InvalidOperationException(
                $"A condition of {other.GetType().Name} passed validation."
            ),
        };

    private int IndexOf(string name)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            if (variables[i] == name)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"${name} is no variable of a condition.");
    }
}
