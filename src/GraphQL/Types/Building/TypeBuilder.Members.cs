using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building;

/// <content>Fields, arguments, values and members.</content>
internal sealed partial class TypeBuilder
{
    private void Fill(NamedType type)
    {
        var directives = definitions.DirectivesOf(type.Name);
        switch (type)
        {
            case FieldsType fieldsType:
                var parts = definitions.PartsOf<FieldsTypeDefinitionNode>(type.Name).ToArray();
                FillFields(fieldsType, parts.SelectMany(p => p.Fields), parts.SelectMany(p => p.Interfaces));
                UseOn(type is ObjectType ? DirectiveLocation.Object : DirectiveLocation.Interface);
                break;
            case UnionType union:
                FillMembers(union);
                UseOn(DirectiveLocation.Union);
                break;
            case EnumType enumType:
                FillValues(enumType);
                UseOn(DirectiveLocation.Enum);
                break;
            case InputObjectType input:
                FillInputFields(input, directives);
                UseOn(DirectiveLocation.InputObject);
                break;
            case ScalarType scalar:
                scalar.SpecifiedBy = BuiltInDirectives.SpecificationUrl(directives);
                UseOn(DirectiveLocation.Scalar);
                break;
        }

        void UseOn(DirectiveLocation location) => Use(location, directives, applied => type.Directives = applied);
    }

    private void FillFields(
        FieldsType type,
        IEnumerable<FieldDefinitionNode> fields,
        IEnumerable<NamedTypeNode> interfaces
    )
    {
        var built = new List<FieldDefinition>();
        var isEmpty = true;
        foreach (var node in fields)
        {
            isEmpty = false;
            var field = BuildField(type, node);
            if (type.FieldsByName.TryAdd(field.Name, field))
            {
                built.Add(field);
            }
            else
            {
                errors.Report(node.Name, $"Field \"{type.Name}.{field.Name}\" can only be defined once.");
            }
        }

        if (isEmpty)
        {
            errors.Report(_system.NodeOf(type), $"Type {type.Name} must define one or more fields.");
        }

        type.Fields = built.ToArray();
        type.Interfaces = BuildInterfaces(type, interfaces);
    }

    private InterfaceType[] BuildInterfaces(FieldsType type, IEnumerable<NamedTypeNode> references)
    {
        var interfaces = new List<InterfaceType>();
        foreach (var reference in references)
        {
            switch (FindType(reference))
            {
                case InterfaceType iface when ReferenceEquals(iface, type):
                    errors.Report(
                        reference,
                        $"Type {type.Name} cannot implement itself because it would create a circular reference."
                    );
                    break;
                case InterfaceType iface when interfaces.Contains(iface):
                    errors.Report(reference, $"Type {type.Name} can only implement {iface.Name} once.");
                    break;
                case InterfaceType iface:
                    interfaces.Add(iface);
                    break;
                case UnknownType:
                    break;
                case var other:
                    errors.Report(
                        reference,
                        $"Type {type.Name} must only implement Interface types, it cannot implement {other.Name}."
                    );
                    break;
            }
        }

        return interfaces.ToArray();
    }

    private FieldDefinition BuildField(FieldsType type, FieldDefinitionNode node)
    {
        var coordinate = $"{type.Name}.{node.Name.Value}";
        var resultType = Resolve(node.Type);
        if (!resultType.IsOutputType)
        {
            errors.Report(node.Type, $"The type of {coordinate} must be Output Type but got: {resultType}.");
        }

        var field = new FieldDefinition(node.Name.Value, resultType)
        {
            Description = node.Description?.Value,
            DeprecationReason = BuiltInDirectives.DeprecationReason(node.Directives),
            Arguments = BuildInputValues(
                node.Arguments,
                coordinate,
                isField: false,
                DirectiveLocation.ArgumentDefinition
            ),
        };
        Use(DirectiveLocation.FieldDefinition, node.Directives, applied => field.Directives = applied);
        return _system.Place(field, node);
    }

    /// <summary>Arguments of a field or directive, or the fields of an input object; of duplicates the first stays.</summary>
    private InputValue[] BuildInputValues(
        IEnumerable<InputValueDefinitionNode> nodes,
        string owner,
        bool isField,
        DirectiveLocation location
    )
    {
        var built = new OrderedDictionary<string, InputValue>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            var name = node.Name.Value;
            var coordinate = isField ? $"{owner}.{name}" : $"{owner}({name}:)";
            var type = Resolve(node.Type);
            if (!type.IsInputType)
            {
                errors.Report(node.Type, $"The type of {coordinate} must be Input Type but got: {type}.");
            }

            var value = new InputValue(name, type)
            {
                Description = node.Description?.Value,
                DeprecationReason = BuiltInDirectives.DeprecationReason(node.Directives),
                DefaultValue = node.DefaultValue,
            };
            if (!built.TryAdd(name, _system.Place(value, node)))
            {
                errors.Report(
                    node.Name,
                    $"{(isField ? "Field" : "Argument")} \"{coordinate}\" can only be defined once."
                );
            }

            Use(location, node.Directives, applied => value.Directives = applied);
        }

        return built.Values.ToArray();
    }

    private void FillMembers(UnionType union)
    {
        var members = new List<ObjectType>();
        var references = definitions.PartsOf<UnionTypeDefinitionNode>(union.Name).SelectMany(p => p.Types).ToArray();
        foreach (var reference in references)
        {
            switch (FindType(reference))
            {
                case ObjectType member when members.Contains(member):
                    errors.Report(reference, $"Union type {union.Name} can only include type {member.Name} once.");
                    break;
                case ObjectType member:
                    members.Add(member);
                    break;
                case UnknownType:
                    break;
                case var other:
                    errors.Report(
                        reference,
                        $"Union type {union.Name} can only include Object types, it cannot include {other.Name}."
                    );
                    break;
            }
        }

        if (references.Length == 0)
        {
            errors.Report(_system.NodeOf(union), $"Union type {union.Name} must define one or more member types.");
        }

        union.Members = members.ToArray();
    }

    private void FillValues(EnumType type)
    {
        var values = new List<EnumValue>();
        foreach (var node in definitions.PartsOf<EnumTypeDefinitionNode>(type.Name).SelectMany(p => p.Values))
        {
            var value = new EnumValue(node.Name.Value, node.Description?.Value)
            {
                DeprecationReason = BuiltInDirectives.DeprecationReason(node.Directives),
            };
            if (type.ValuesByName.TryAdd(value.Name, _system.Place(value, node)))
            {
                values.Add(value);
            }
            else
            {
                errors.Report(node.Name, $"Enum value \"{type.Name}.{value.Name}\" can only be defined once.");
            }

            Use(DirectiveLocation.EnumValue, node.Directives, applied => value.Directives = applied);
        }

        if (values.Count == 0)
        {
            errors.Report(_system.NodeOf(type), $"Enum type {type.Name} must define one or more values.");
        }

        type.Values = values.ToArray();
    }

    private void FillInputFields(InputObjectType type, DirectiveNode[] directives)
    {
        type.Fields = BuildInputValues(
            definitions.PartsOf<InputObjectTypeDefinitionNode>(type.Name).SelectMany(p => p.Fields),
            type.Name,
            isField: true,
            DirectiveLocation.InputFieldDefinition
        );
        type.IsOneOf = BuiltInDirectives.IsOneOf(directives);
        foreach (var field in type.Fields)
        {
            type.FieldsByName.Add(field.Name, field);
        }

        if (type.Fields.Count == 0)
        {
            errors.Report(_system.NodeOf(type), $"Input Object type {type.Name} must define one or more fields.");
        }
    }
}
