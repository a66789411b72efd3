namespace DepGraph.GraphQL.Language;

/// <summary>A node of a parsed document; <c>Start</c> and <c>End</c> are character offsets into its source.</summary>
public abstract class AstNode
{
    public int Start { get; init; }

    public int End { get; init; }
}

/// <summary>https://spec.graphql.org/September2025/#Document</summary>
public sealed class DocumentNode(Source source, IReadOnlyList<DefinitionNode> definitions) : AstNode
{
    public Source Source { get; } = source;

    public IReadOnlyList<DefinitionNode> Definitions { get; } = definitions;
}

public sealed class NameNode(string value) : AstNode
{
    public string Value { get; } = value;
}

public abstract class DefinitionNode : AstNode;

/// <summary>An operation or a fragment: what a request may hold.</summary>
public abstract class ExecutableDefinitionNode : DefinitionNode
{
    /// <summary>Null where none stands; the September 2025 edition allows one on operations and fragments.</summary>
    public StringValueNode? Description { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }

    public required SelectionSetNode SelectionSet { get; init; }
}

public enum OperationKind
{
    Query,
    Mutation,
    Subscription,
}

public sealed class OperationDefinitionNode : ExecutableDefinitionNode
{
    public required OperationKind Operation { get; init; }

    public NameNode? Name { get; init; }

    public required IReadOnlyList<VariableDefinitionNode> VariableDefinitions { get; init; }
}

public sealed class VariableDefinitionNode : AstNode
{
    public StringValueNode? Description { get; init; }

    public required VariableNode Variable { get; init; }

    public required TypeNode Type { get; init; }

    public ValueNode? DefaultValue { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

public sealed class FragmentDefinitionNode : ExecutableDefinitionNode
{
    public required NameNode Name { get; init; }

    public required NamedTypeNode TypeCondition { get; init; }
}

public sealed class SelectionSetNode(IReadOnlyList<SelectionNode> selections) : AstNode
{
    public IReadOnlyList<SelectionNode> Selections { get; } = selections;
}

public abstract class SelectionNode : AstNode
{
    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

public sealed class FieldNode : SelectionNode
{
    public NameNode? Alias { get; init; }

    public required NameNode Name { get; init; }

    public required IReadOnlyList<ArgumentNode> Arguments { get; init; }

    public SelectionSetNode? SelectionSet { get; init; }

    /// <summary>The alias where there is one, else the name.</summary>
    public string ResponseKey => Alias?.Value ?? Name.Value;
}

public sealed class FragmentSpreadNode : SelectionNode
{
    public required NameNode Name { get; init; }
}

public sealed class InlineFragmentNode : SelectionNode
{
    public NamedTypeNode? TypeCondition { get; init; }

    public required SelectionSetNode SelectionSet { get; init; }
}

public sealed class ArgumentNode(NameNode name, ValueNode value) : AstNode
{
    public NameNode Name { get; } = name;

    public ValueNode Value { get; } = value;
}

public sealed class DirectiveNode : AstNode
{
    public required NameNode Name { get; init; }

    public required IReadOnlyList<ArgumentNode> Arguments { get; init; }
}

public abstract class TypeNode : AstNode;

public sealed class NamedTypeNode(NameNode name) : TypeNode
{
    public NameNode Name { get; } = name;
}

public sealed class ListTypeNode(TypeNode type) : TypeNode
{
    public TypeNode Type { get; } = type;
}

public sealed class NonNullTypeNode(TypeNode type) : TypeNode
{
    public TypeNode Type { get; } = type;
}
