namespace DepGraph.GraphQL.Language;

/// <summary>https://spec.graphql.org/September2025/#sec-Input-Values</summary>
public abstract class ValueNode : AstNode;

public sealed class VariableNode(NameNode name) : ValueNode
{
    public NameNode Name { get; } = name;
}

/// <summary><c>Text</c> is the literal as written, whatever its size.</summary>
public sealed class IntValueNode(string text) : ValueNode
{
    public string Text { get; } = text;
}

public sealed class FloatValueNode(string text) : ValueNode
{
    public string Text { get; } = text;
}

/// <summary><c>Value</c> is the meaning: escapes resolved, block strings dedented.</summary>
public sealed class StringValueNode(string value, bool isBlock = false) : ValueNode
{
    public string Value { get; } = value;

    public bool IsBlock { get; } = isBlock;
}

public sealed class BooleanValueNode(bool value) : ValueNode
{
    public bool Value { get; } = value;
}

public sealed class NullValueNode : ValueNode;

public sealed class EnumValueNode(string value) : ValueNode
{
    public string Value { get; } = value;
}

public sealed class ListValueNode(IReadOnlyList<ValueNode> values) : ValueNode
{
    public IReadOnlyList<ValueNode> Values { get; } = values;
}

public sealed class ObjectValueNode(IReadOnlyList<ObjectFieldNode> fields) : ValueNode
{
    public IReadOnlyList<ObjectFieldNode> Fields { get; } = fields;
}

public sealed class ObjectFieldNode(NameNode name, ValueNode value) : AstNode
{
    public NameNode Name { get; } = name;

    public ValueNode Value { get; } = value;
}
