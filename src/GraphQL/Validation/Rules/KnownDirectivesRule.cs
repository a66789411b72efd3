using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Directives exist, and stand where they may. https://spec.graphql.org/September2025/#sec-Directives-Are-Defined</summary>
internal sealed class KnownDirectivesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDirectives(IReadOnlyList<DirectiveNode> directives, DirectiveLocation location)
    {
        foreach (var directive in directives)
        {
            var name = directive.Name.Value;
            if (!Schema.TryGetDirective(name, out var definition))
            {
                var meant = Suggestions.DidYouMean(name, Schema.Directives.Select(d => d.Name));
                Context.Report($"Unknown directive \"@{name}\".{meant}", directive);
            }
            else if (!definition.Locations.Contains(location))
            {
                Context.Report($"Directive \"@{name}\" may not be used on {location.GetName()}.", directive);
            }
        }
    }
}
