using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Validation.Overlap;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>
/// Fields that answer under the same key can be merged into one. Each operation is checked with its fragments spread out, and
/// then each fragment that none of them leads to. https://spec.graphql.org/September2025/#sec-Field-Selection-Merging
/// </summary>
internal sealed class OverlappingFieldsCanBeMergedRule(ValidationContext context) : ValidationRule(context)
{
    public override void LeaveDocument(DocumentNode document)
    {
        var check = new FieldMergeCheck(Context);
        foreach (var operation in document.Definitions.OfType<OperationDefinitionNode>())
        {
            check.Run(operation.SelectionSet, Schema.GetRootType(operation.Operation));
        }

        foreach (var fragment in document.Definitions.OfType<FragmentDefinitionNode>())
        {
            if (!check.HasSpread(fragment.Name.Value))
            {
                Schema.TryGetType(fragment.TypeCondition.Name.Value, out var type);
                check.Run(fragment.SelectionSet, type);
            }
        }
    }
}
