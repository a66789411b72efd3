using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building.Checks;

/// <summary>
/// A directive does not stand on its own arguments, nor on anything that their types or other directives lead to.
/// https://spec.graphql.org/September2025/#sec-Type-System.Directives.Type-Validation
/// </summary>
internal static class DirectiveDefinitionCheck
{
    public static void Run(TypeSystem system, SchemaErrors errors)
    {
        var byName = system.Directives.ToDictionary(d => d.Name, StringComparer.Ordinal);
        foreach (var directive in system.Directives)
        {
            if (Reaches(directive, byName, system))
            {
                errors.Report(
                    system.NodeOf(directive),
                    $"Directive @{directive.Name} cannot reference itself, directly or indirectly."
                );
            }
        }
    }

    private static bool Reaches(
        DirectiveDefinition start,
        Dictionary<string, DirectiveDefinition> byName,
        TypeSystem system
    )
    {
        var pending = new Stack<object>([start]);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        while (pending.TryPop(out var element))
        {
            foreach (var next in ReferencesOf(element, byName, system))
            {
                if (ReferenceEquals(next, start))
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    pending.Push(next);
                }
            }
        }

        return false;
    }

    private static IEnumerable<object> ReferencesOf(
        object element,
        Dictionary<string, DirectiveDefinition> byName,
        TypeSystem system
    )
    {
        var (inputs, applied) = (element, system.NodeOf(element)) switch
        {
            (DirectiveDefinition directive, _) => (directive.Arguments, []),
            (InputObjectType input, TypeDefinitionNode node) => (input.Fields, node.Directives),
            (EnumType type, TypeDefinitionNode node) => (
                (IReadOnlyList<InputValue>)[],
                type.Values.SelectMany(v => ((EnumValueDefinitionNode)system.NodeOf(v)!).Directives)
                    .Concat(node.Directives)
            ),
            (_, TypeDefinitionNode node) => ([], node.Directives),
            _ => ([], Enumerable.Empty<DirectiveNode>()),
        };
        foreach (
            var use in applied.Concat(inputs.SelectMany(i => ((InputValueDefinitionNode)system.NodeOf(i)!).Directives))
        )
        {
            if (byName.TryGetValue(use.Name.Value, out var directive))
            {
                yield return directive;
            }
        }

        foreach (var input in inputs)
        {
            yield return input.Type.Named;
        }
    }
}
