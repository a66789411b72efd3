using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>A type system that is built but not yet checked, with the place of each element in the SDL.</summary>
internal sealed class TypeSystem
{
    private readonly Dictionary<object, AstNode> _nodes = new(ReferenceEqualityComparer.Instance);

    public Dictionary<string, NamedType> TypesByName { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order of the SDL; the introspection types and then the built-in scalars in use come last.</summary>
    public List<NamedType> Types { get; } = [];

    public List<DirectiveDefinition> Directives { get; } = [];

    /// <summary>Every element that has directives on it.</summary>
    public List<DirectiveUse> DirectiveUses { get; } = [];

    /// <summary>Remembers where an element is defined.</summary>
    public T Place<T>(T element, AstNode node)
        where T : notnull
    {
        _nodes[element] = node;
        return element;
    }

    /// <summary>Where an element is defined; null for the built-in scalars.</summary>
    public AstNode? NodeOf(object element) => _nodes.GetValueOrDefault(element);

    /// <summary>Every argument and input field with its schema coordinate.</summary>
    public IEnumerable<(string Coordinate, InputValue Value)> InputValues()
    {
        foreach (var type in Types)
        {
            foreach (var field in (type as FieldsType)?.Fields ?? [])
            {
                foreach (var argument in field.Arguments)
                {
                    yield return ($"{type.Name}.{field.Name}({argument.Name}:)", argument);
                }
            }

            foreach (var field in (type as InputObjectType)?.Fields ?? [])
            {
                yield return ($"{type.Name}.{field.Name}", field);
            }
        }

        foreach (var directive in Directives)
        {
            foreach (var argument in directive.Arguments)
            {
                yield return ($"@{directive.Name}({argument.Name}:)", argument);
            }
        }
    }
}

/// <summary>The directives on one element: where they stand, and what to do with them once they are known to be right.</summary>
internal sealed record DirectiveUse(
    DirectiveLocation Location,
    IReadOnlyList<DirectiveNode> Directives,
    Action<IReadOnlyList<AppliedDirective>> Apply
);
