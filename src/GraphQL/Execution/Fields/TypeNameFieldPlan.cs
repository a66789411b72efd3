using DepGraph.GraphQL.Response;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>The name of the object's type. https://spec.graphql.org/September2025/#sec-Type-Name-Introspection</summary>
internal sealed class TypeNameFieldPlan<TParent>(SelectedField field) : FieldPlan<TParent>(field, isNullable: false)
{
    private readonly PaddedBytes _value = new($"\"{field.ParentType.Name}\"");

    public override bool Execute(OperationContext operation, TParent parent)
    {
        operation.Writer.WriteRaw(_value);
        return true;
    }
}
