using System.Diagnostics.CodeAnalysis;

namespace DepGraph.GraphQL.Types;

/// <summary>https://spec.graphql.org/September2025/#sec-Enums</summary>
public sealed class EnumType(string name) : NamedType(name)
{
    /// <summary>In the order of the SDL.</summary>
    public IReadOnlyList<EnumValue> Values { get; internal set; } = [];

    internal Dictionary<string, EnumValue> ValuesByName { get; } = new(StringComparer.Ordinal);

    public bool TryGetValue(string name, [NotNullWhen(true)] out EnumValue? value) =>
        ValuesByName.TryGetValue(name, out value);
}

public sealed class EnumValue(string name, string? description)
{
    public string Name { get; } = name;

    public string? Description { get; } = description;

    /// <summary>Null for a value in use.</summary>
    public string? DeprecationReason { get; internal set; }

    public IReadOnlyList<AppliedDirective> Directives { get; internal set; } = [];
}
