using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>An operation is of a kind that the schema has a root type for. https://spec.graphql.org/September2025/#sec-Operation-Type-Existence</summary>
internal sealed class KnownOperationTypesRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterOperation(OperationDefinitionNode operation)
    {
        if (Schema.GetRootType(operation.Operation) is null)
        {
            var kind = operation.Operation == OperationKind.Mutation ? "mutation" : "subscription";
            Context.Report($"The {kind} operation is not supported by the schema.", operation);
        }
    }
}
