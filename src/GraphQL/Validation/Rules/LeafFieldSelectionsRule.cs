using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Validation.Rules;

/// <summary>Leaves have no selection, and everything else needs one. https://spec.graphql.org/September2025/#sec-Leaf-Field-Selections</summary>
internal sealed class LeafFieldSelectionsRule(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(FieldNode field)
    {
        if (Context.Field is not { } definition)
        {
            return;
        }

        var name = field.Name.Value;
        if (definition.Type.IsLeaf && field.SelectionSet is { } selectionSet)
        {
            Context.Report(
                $"Field \"{name}\" must not have a selection since type \"{definition.Type}\" has no subfields.",
                selectionSet
            );
        }
        else if (!definition.Type.IsLeaf && field.SelectionSet is null)
        {
            Context.Report(
                $"Field \"{name}\" of type \"{definition.Type}\" must have a selection of subfields. Did you mean \"{name} {{ ... }}\"?",
                field
            );
        }
    }
}
