using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution.Fields;

/// <summary>What to write for an object of one type: its fields in the order of the response.</summary>
internal abstract class ObjectPlan(ObjectType type, IReadOnlyList<SelectedField> selectedFields)
{
    public ObjectType Type { get; } = type;

    public IReadOnlyList<SelectedField> SelectedFields { get; } = selectedFields;

    /// <summary>Writes a value whose CLR type is known only by its GraphQL type.</summary>
    public abstract bool ExecuteBoxed(OperationContext operation, object value);
}

/// <summary>https://spec.graphql.org/September2025/#sec-Executing-Selection-Sets</summary>
internal sealed class ObjectPlan<T>(ObjectType type, FieldPlan<T>[] fields, IReadOnlyList<SelectedField> selectedFields)
    : ObjectPlan(type, selectedFields)
{
    public IReadOnlyList<FieldPlan<T>> Fields => fields;

    public override bool ExecuteBoxed(OperationContext operation, object value) => Execute(operation, (T)value);

    /// <summary>Writes the object; false when a field is null that must not be, with what was written left behind.</summary>
    public bool Execute(OperationContext operation, T value)
    {
        var writer = operation.Writer;
        if (fields.Length == 0)
        {
            writer.WriteRaw("{}"u8);
            return true;
        }

        var start = writer.Position;
        foreach (var field in fields)
        {
            writer.WriteRaw(field.Key);
            if (!field.Execute(operation, value))
            {
                return false;
            }
        }

        // The comma of the first key stands where the brace belongs.
        writer.Patch(start, (byte)'{');
        writer.WriteByte((byte)'}');
        return true;
    }
}
