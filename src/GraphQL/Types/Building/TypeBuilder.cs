using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types.Scalars;
using DepGraph.GraphQL.Validation;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>
/// Makes types out of their definitions: first an empty one for each, then, when all names are known, their members. What is
/// wrong with a single definition is reported here; what takes several types to see is left to the checks.
/// </summary>
internal sealed partial class TypeBuilder(
    SchemaDefinitions definitions,
    IReadOnlyDictionary<string, ScalarType> scalars,
    SchemaErrors errors
)
{
    private readonly TypeSystem _system = new();
    private readonly Dictionary<string, ScalarType> _builtIn = BuiltInScalar.CreateAll().ToDictionary(s => s.Name);

    public TypeSystem Build()
    {
        foreach (var definition in definitions.Types)
        {
            if (_builtIn.ContainsKey(definition.Name.Value))
            {
                errors.Report(definition.Name, $"The built-in scalar {definition.Name.Value} cannot be defined anew.");
            }

            var type = _system.Place(CreateEmpty(definition), definition);
            type.Description = definition.Description?.Value;
            _system.TypesByName.Add(type.Name, type);
            _system.Types.Add(type);
        }

        foreach (var scalar in scalars.Values.Where(s => !_system.TypesByName.ContainsKey(s.Name)))
        {
            errors.Report(null, $"An implementation of scalar {scalar.Name} is given, but the SDL does not define it.");
        }

        foreach (var type in _system.Types.ToArray())
        {
            Fill(type);
        }

        foreach (var directive in definitions.Directives)
        {
            AddDirective(directive);
        }

        return _system;
    }

    private NamedType CreateEmpty(TypeDefinitionNode definition)
    {
        var name = definition.Name.Value;
        return definition switch
        {
            ObjectTypeDefinitionNode => new ObjectType(name),
            InterfaceTypeDefinitionNode => new InterfaceType(name),
            UnionTypeDefinitionNode => new UnionType(name),
            EnumTypeDefinitionNode => new EnumType(name),
            InputObjectTypeDefinitionNode => new InputObjectType(name),
            _ when scalars.TryGetValue(name, out var scalar) => scalar,
            _ => UnimplementedScalar(definition.Name),
        };
    }

    private UnknownType UnimplementedScalar(NameNode name)
    {
        if (!_builtIn.ContainsKey(name.Value))
        {
            errors.Report(name, $"Scalar {name.Value} has no implementation.");
        }

        return new UnknownType(name.Value);
    }

    private void AddDirective(DirectiveDefinitionNode node)
    {
        var arguments = BuildInputValues(
            node.Arguments,
            $"@{node.Name.Value}",
            isField: false,
            DirectiveLocation.ArgumentDefinition
        );
        var directive = new DirectiveDefinition(node.Name.Value)
        {
            Description = node.Description?.Value,
            Arguments = arguments,
            IsRepeatable = node.IsRepeatable,
            Locations = node.Locations.Select(l => ParseLocation(l.Value)).Distinct().ToArray(),
        };
        _system.Directives.Add(_system.Place(directive, node));
    }

    private static DirectiveLocation ParseLocation(string name) =>
        DirectiveLocationNames.TryParse(name, out var location)
            ? location
            : throw new ArgumentException(name, nameof(name));

    private GraphQLType Resolve(TypeNode reference) => TypeReference.Resolve(reference, FindType)!;

    private NamedType FindType(NamedTypeNode reference)
    {
        var name = reference.Name.Value;
        if (_system.TypesByName.TryGetValue(name, out var type))
        {
            return type;
        }

        if (_builtIn.TryGetValue(name, out var scalar))
        {
            _system.Types.Add(scalar);
            type = scalar;
        }
        else
        {
            var known = _system.Types.Select(t => t.Name).Concat(_builtIn.Keys);
            var meant = Suggestions.DidYouMean(name, known);
            errors.Report(reference, $"Unknown type \"{name}\".{meant}");
            type = new UnknownType(name);
        }

        _system.TypesByName.Add(name, type);
        return type;
    }

    private void Use(
        DirectiveLocation location,
        IReadOnlyList<DirectiveNode> directives,
        Action<IReadOnlyList<AppliedDirective>> apply
    )
    {
        if (directives.Count > 0)
        {
            _system.DirectiveUses.Add(new DirectiveUse(location, directives, apply));
        }
    }
}
