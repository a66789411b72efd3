using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types;

/// <summary>A field of an object or interface.</summary>
public sealed class FieldDefinition(string name, GraphQLType type)
{
    public string Name { get; } = name;

    public GraphQLType Type { get; } = type;

    public string? Description { get; init; }

    /// <summary>Null for a field in use.</summary>
    public string? DeprecationReason { get; internal set; }

    public IReadOnlyList<InputValue> Arguments { get; init; } = [];

    public IReadOnlyList<AppliedDirective> Directives { get; internal set; } = [];

    public InputValue? FindArgument(string argument) => Arguments.FirstOrDefault(a => a.Name == argument);
}

/// <summary>An argument or an input field.</summary>
public sealed class InputValue(string name, GraphQLType type)
{
    public string Name { get; } = name;

    public GraphQLType Type { get; } = type;

    public string? Description { get; init; }

    public string? DeprecationReason { get; internal set; }

    /// <summary>The default as written; null where there is none (an explicit null is a <see cref="NullValueNode"/>).</summary>
    public ValueNode? DefaultValue { get; init; }

    public IReadOnlyList<AppliedDirective> Directives { get; internal set; } = [];

    /// <summary>Non-null and without a default: a value must be given.</summary>
    public bool IsRequired => Type.IsNonNull && DefaultValue is null;
}

/// <summary>A directive that documents may use. https://spec.graphql.org/September2025/#sec-Type-System.Directives</summary>
public sealed class DirectiveDefinition(string name)
{
    public string Name { get; } = name;

    public string? Description { get; init; }

    public IReadOnlyList<InputValue> Arguments { get; init; } = [];

    /// <summary>True when it may stand several times at one place.</summary>
    public bool IsRepeatable { get; init; }

    public IReadOnlyList<DirectiveLocation> Locations { get; init; } = [];

    public InputValue? FindArgument(string argument) => Arguments.FirstOrDefault(a => a.Name == argument);
}
