namespace DepGraph.GraphQL.Language;

/// <summary>A definition or extension of the type system: what SDL holds. https://spec.graphql.org/September2025/#sec-Type-System</summary>
public abstract class TypeSystemDefinitionNode : DefinitionNode
{
    public StringValueNode? Description { get; init; }

    public IReadOnlyList<DirectiveNode> Directives { get; init; } = [];

    /// <summary>True for <c>extend …</c>.</summary>
    public bool IsExtension { get; init; }
}

public sealed class SchemaDefinitionNode : TypeSystemDefinitionNode
{
    public required IReadOnlyList<OperationTypeDefinitionNode> OperationTypes { get; init; }
}

public sealed class OperationTypeDefinitionNode(OperationKind operation, NamedTypeNode type) : AstNode
{
    public OperationKind Operation { get; } = operation;

    public NamedTypeNode Type { get; } = type;
}

public abstract class TypeDefinitionNode : TypeSystemDefinitionNode
{
    public required NameNode Name { get; init; }
}

public sealed class ScalarTypeDefinitionNode : TypeDefinitionNode;

/// <summary>An object or interface type: the two have the same parts.</summary>
public abstract class FieldsTypeDefinitionNode : TypeDefinitionNode
{
    public required IReadOnlyList<NamedTypeNode> Interfaces { get; init; }

    public required IReadOnlyList<FieldDefinitionNode> Fields { get; init; }
}

public sealed class ObjectTypeDefinitionNode : FieldsTypeDefinitionNode;

public sealed class InterfaceTypeDefinitionNode : FieldsTypeDefinitionNode;

public sealed class UnionTypeDefinitionNode : TypeDefinitionNode
{
    public required IReadOnlyList<NamedTypeNode> Types { get; init; }
}

public sealed class EnumTypeDefinitionNode : TypeDefinitionNode
{
    public required IReadOnlyList<EnumValueDefinitionNode> Values { get; init; }
}

public sealed class InputObjectTypeDefinitionNode : TypeDefinitionNode
{
    public required IReadOnlyList<InputValueDefinitionNode> Fields { get; init; }
}

public sealed class FieldDefinitionNode : AstNode
{
    public StringValueNode? Description { get; init; }

    public required NameNode Name { get; init; }

    public required IReadOnlyList<InputValueDefinitionNode> Arguments { get; init; }

    public required TypeNode Type { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

/// <summary>An argument or an input field.</summary>
public sealed class InputValueDefinitionNode : AstNode
{
    public StringValueNode? Description { get; init; }

    public required NameNode Name { get; init; }

    public required TypeNode Type { get; init; }

    public ValueNode? DefaultValue { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

public sealed class EnumValueDefinitionNode : AstNode
{
    public StringValueNode? Description { get; init; }

    public required NameNode Name { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

public sealed class DirectiveDefinitionNode : TypeSystemDefinitionNode
{
    public required NameNode Name { get; init; }

    public required IReadOnlyList<InputValueDefinitionNode> Arguments { get; init; }

    public required bool IsRepeatable { get; init; }

    public required IReadOnlyList<NameNode> Locations { get; init; }
}
