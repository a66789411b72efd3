using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building.Checks;

/// <summary>Objects and interfaces keep what their interfaces promise. https://spec.graphql.org/September2025/#IsValidImplementation()</summary>
internal static class InterfaceCheck
{
    public static void Run(TypeSystem system, SchemaErrors errors)
    {
        foreach (var type in system.Types.OfType<FieldsType>())
        {
            foreach (var implemented in type.Interfaces)
            {
                CheckAncestors(type, implemented, system, errors);
                foreach (var promised in implemented.Fields)
                {
                    CheckField(type, implemented, promised, system, errors);
                }
            }
        }
    }

    private static void CheckAncestors(
        FieldsType type,
        InterfaceType implemented,
        TypeSystem system,
        SchemaErrors errors
    )
    {
        foreach (var ancestor in implemented.Interfaces.Where(a => !type.Interfaces.Contains(a)))
        {
            errors.Report(
                system.NodeOf(type),
                ReferenceEquals(ancestor, type)
                    ? $"Type {type.Name} cannot implement {implemented.Name} because it would create a circular reference."
                    : $"Type {type.Name} must implement {ancestor.Name} because it is implemented by {implemented.Name}."
            );
        }
    }

    private static void CheckField(
        FieldsType type,
        InterfaceType implemented,
        FieldDefinition promised,
        TypeSystem system,
        SchemaErrors errors
    )
    {
        var expected = $"{implemented.Name}.{promised.Name}";
        if (!type.TryGetField(promised.Name, out var field))
        {
            errors.Report(
                system.NodeOf(type),
                $"Interface field {expected} expected but {type.Name} does not provide it."
            );
            return;
        }

        var actual = $"{type.Name}.{field.Name}";
        var node = (FieldDefinitionNode?)system.NodeOf(field);
        if (!field.Type.IsSubTypeOf(promised.Type) && field.Type.Named is not UnknownType)
        {
            errors.Report(
                node?.Type,
                $"Interface field {expected} expects type {promised.Type} but {actual} is type {field.Type}."
            );
        }

        if (field.DeprecationReason is not null && promised.DeprecationReason is null)
        {
            errors.Report(
                node,
                $"Interface field {expected} is not deprecated, so implementation field {actual} must not be deprecated."
            );
        }

        CheckArguments(field, actual, promised, expected, system, errors);
    }

    private static void CheckArguments(
        FieldDefinition field,
        string actual,
        FieldDefinition promised,
        string expected,
        TypeSystem system,
        SchemaErrors errors
    )
    {
        foreach (var argument in promised.Arguments)
        {
            if (field.FindArgument(argument.Name) is not { } given)
            {
                errors.Report(
                    system.NodeOf(field),
                    $"Interface field argument {expected}({argument.Name}:) expected but {actual} does not provide it."
                );
            }
            else if (!given.Type.IsSameAs(argument.Type))
            {
                errors.Report(
                    system.NodeOf(given),
                    $"Interface field argument {expected}({argument.Name}:) expects type {argument.Type} but {actual}({argument.Name}:) is type {given.Type}."
                );
            }
        }

        foreach (var argument in field.Arguments.Where(a => a.IsRequired && promised.FindArgument(a.Name) is null))
        {
            errors.Report(
                system.NodeOf(argument),
                $"Argument \"{actual}({argument.Name}:)\" must not be required type \"{argument.Type}\" if not provided by the Interface field \"{expected}\"."
            );
        }
    }
}
