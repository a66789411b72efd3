namespace DepGraph.GraphQL.Language;

/// <content>Definitions and extensions of the type system.</content>
internal sealed partial class NodePrinter
{
    private void PrintTypeSystem(AstNode node)
    {
        switch (node)
        {
            case SchemaDefinitionNode schema:
                PrintHead(schema, "schema");
                PrintDirectives(schema.Directives);
                PrintMembers(schema.OperationTypes);
                break;
            case OperationTypeDefinitionNode operationType:
                _text.Append($"{Keyword(operationType.Operation)}: {operationType.Type.Name.Value}");
                break;
            case DirectiveDefinitionNode directive:
                PrintHead(directive, $"directive @{directive.Name.Value}");
                PrintArgumentDefinitions(directive.Arguments);
                _text.Append(directive.IsRepeatable ? " repeatable on " : " on ");
                Separated(directive.Locations, " | ", Print);
                break;
            case TypeDefinitionNode type:
                PrintTypeDefinition(type);
                break;
            case FieldDefinitionNode field:
                PrintDescription(field.Description);
                _text.Append(field.Name.Value);
                PrintArgumentDefinitions(field.Arguments);
                _text.Append(": ");
                PrintType(field.Type);
                PrintDirectives(field.Directives);
                break;
            case InputValueDefinitionNode input:
                PrintDescription(input.Description);
                _text.Append(input.Name.Value).Append(": ");
                PrintType(input.Type);
                PrintDefault(input.DefaultValue);
                PrintDirectives(input.Directives);
                break;
            case EnumValueDefinitionNode value:
                PrintDescription(value.Description);
                _text.Append(value.Name.Value);
                PrintDirectives(value.Directives);
                break;
            default:
                throw new ArgumentException($"A {node.GetType().Name} is no part of the language.", nameof(node));
        }
    }

    private void PrintTypeDefinition(TypeDefinitionNode type)
    {
        switch (type)
        {
            case ScalarTypeDefinitionNode:
                PrintHead(type, $"scalar {type.Name.Value}");
                PrintDirectives(type.Directives);
                break;
            case FieldsTypeDefinitionNode fields:
                PrintHead(type, $"{(type is ObjectTypeDefinitionNode ? "type" : "interface")} {type.Name.Value}");
                PrintInterfaces(fields.Interfaces);
                PrintDirectives(type.Directives);
                PrintMembers(fields.Fields);
                break;
            case UnionTypeDefinitionNode union:
                PrintHead(type, $"union {type.Name.Value}");
                PrintDirectives(type.Directives);
                if (union.Types.Count > 0)
                {
                    _text.Append(" = ");
                    Separated(union.Types, " | ", PrintType);
                }

                break;
            case EnumTypeDefinitionNode enumType:
                PrintHead(type, $"enum {type.Name.Value}");
                PrintDirectives(type.Directives);
                PrintMembers(enumType.Values);
                break;
            case InputObjectTypeDefinitionNode input:
                PrintHead(type, $"input {type.Name.Value}");
                PrintDirectives(type.Directives);
                PrintMembers(input.Fields);
                break;
        }
    }

    private void PrintHead(TypeSystemDefinitionNode definition, string head)
    {
        PrintDescription(definition.Description);
        _text.Append(definition.IsExtension ? "extend " : "").Append(head);
    }

    private void PrintInterfaces(IReadOnlyList<NamedTypeNode> interfaces)
    {
        if (interfaces.Count > 0)
        {
            _text.Append(" implements ");
            Separated(interfaces, " & ", PrintType);
        }
    }

    private void PrintMembers<T>(IReadOnlyList<T> members)
        where T : AstNode
    {
        if (members.Count > 0)
        {
            _text.Append(' ');
            Block(members, Print);
        }
    }

    private void PrintArgumentDefinitions(IReadOnlyList<InputValueDefinitionNode> arguments)
    {
        if (arguments.Count == 0)
        {
            return;
        }

        _text.Append('(');
        if (arguments.All(a => a.Description is null))
        {
            Separated(arguments, ", ", Print);
        }
        else
        {
            _indentation++;
            foreach (var argument in arguments)
            {
                NewLine();
                Print(argument);
            }

            _indentation--;
            NewLine();
        }

        _text.Append(')');
    }

    private void PrintDescription(StringValueNode? description)
    {
        if (description is not null)
        {
            PrintString(description);
            NewLine();
        }
    }
}
