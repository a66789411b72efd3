using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Variables and fragments name types that the schema has. https://spec.graphql.org/September2025/#sec-Fragment-Spread-Type-Existence</summary>
internal sealed class KnownTypeNamesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterNamedType(NamedTypeNode type)
    {
        var name = type.Name.Value;
        if (!Schema.TryGetType(name, out _))
        {
            var meant = Suggestions.DidYouMean(name, Schema.Types.Select(t => t.Name));
            Context.Report($"Unknown type \"{name}\".{meant}", type);
        }
    }
}
