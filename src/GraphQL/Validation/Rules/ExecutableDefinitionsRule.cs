using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>A request holds operations and fragments and nothing of the type system. https://spec.graphql.org/September2025/#sec-Executable-Definitions</summary>
internal sealed class ExecutableDefinitionsRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDocument(DocumentNode document)
    {
        foreach (var definition in document.Definitions)
        {
            var name = definition switch
            {
                ExecutableDefinitionNode => null,
                TypeDefinitionNode type => $"\"{type.Name.Value}\"",
                DirectiveDefinitionNode directive => $"\"{directive.Name.Value}\"",
                _ => "schema",
            };
            if (name is not null)
            {
                Context.Report($"The {name} definition is not executable.", definition);
            }
        }
    }
}
