using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Arguments that must be given are given. https://spec.graphql.org/September2025/#sec-Required-Arguments</summary>
internal sealed class ProvidedRequiredArgumentsRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Context.Field is { } definition)
        {
            Check(field, field.Arguments, definition.Arguments, $"{Context.ParentType}.{definition.Name}");
        }
    }

    public override void EnterDirectives(IReadOnlyList<DirectiveNode> directives, DirectiveLocation location)
    {
        foreach (var directive in directives)
        {
            if (Schema.TryGetDirective(directive.Name.Value, out var definition))
            {
                Check(directive, directive.Arguments, definition.Arguments, $"@{definition.Name}");
            }
        }
    }

    private void Check(AstNode node, IReadOnlyList<ArgumentNode> given, IReadOnlyList<InputValue> known, string owner)
    {
        foreach (var argument in known)
        {
            if (argument.IsRequired && given.All(a => a.Name.Value != argument.Name))
            {
                Context.Report(
                    $"Argument \"{owner}({argument.Name}:)\" of type \"{argument.Type}\" is required, but it was not provided.",
                    node
                );
            }
        }
    }
}
