using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>An operation without a name is the only one. https://spec.graphql.org/September2025/#sec-Lone-Anonymous-Operation</summary>
internal sealed class LoneAnonymousOperationRule(ValidationContext context) : ValidationRule(context)
{
    private bool _hasSeveral;

    public override void EnterDocument(DocumentNode document) =>
        _hasSeveral = document.Definitions.Count(d => d is OperationDefinitionNode) > 1;

    public override void EnterOperation(OperationDefinitionNode operation)
    {
        if (operation.Name is null && _hasSeveral)
        {
            Context.Report("This anonymous operation must be the only defined operation.", operation);
        }
    }
}
