using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>The directives that shape the type system itself. https://spec.graphql.org/September2025/#sec-Type-System.Directives.Built-in-Directives</summary>
internal static class BuiltInDirectives
{
    public const string Deprecated = "deprecated";
    public const string SpecifiedBy = "specifiedBy";
    public const string OneOf = "oneOf";
    private const string DefaultReason = "No longer supported";

    /// <summary>The reason that @deprecated gives; null where it does not stand.</summary>
    public static string? DeprecationReason(IEnumerable<DirectiveNode> directives) =>
        directives.FirstOrDefault(d => d.Name.Value == Deprecated) is { } deprecated
            ? StringArgument(deprecated, "reason") ?? DefaultReason
            : null;

    /// <summary>The address that @specifiedBy gives; null where it does not stand.</summary>
    public static string? SpecificationUrl(IEnumerable<DirectiveNode> directives) =>
        directives.FirstOrDefault(d => d.Name.Value == SpecifiedBy) is { } specifiedBy
            ? StringArgument(specifiedBy, "url")
            : null;

    public static bool IsOneOf(IEnumerable<DirectiveNode> directives) => directives.Any(d => d.Name.Value == OneOf);

    private static string? StringArgument(DirectiveNode directive, string name) =>
        (directive.Arguments.FirstOrDefault(a => a.Name.Value == name)?.Value as StringValueNode)?.Value;
}
