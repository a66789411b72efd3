using System.Diagnostics.CodeAnalysis;

namespace DepGraph.GraphQL.Types;

/// <summary>https://spec.graphql.org/September2025/#sec-Input-Objects</summary>
public sealed class InputObjectType(string name) : NamedType(name)
{
    /// <summary>In the order of the SDL.</summary>
    public IReadOnlyList<InputValue> Fields { get; internal set; } = [];

    /// <summary>https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects</summary>
    public bool IsOneOf { get; internal set; }

    internal Dictionary<string, InputValue> FieldsByName { get; } = new(StringComparer.Ordinal);

    public bool TryGetField(string name, [NotNullWhen(true)] out InputValue? field) =>
        FieldsByName.TryGetValue(name, out field);
}
