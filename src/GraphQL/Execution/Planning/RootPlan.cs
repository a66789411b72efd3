using DepGraph.GraphQL.Binding;
using DepGraph.GraphQL.Execution.Fields;
using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Execution.Planning;

/// <summary>A whole operation, planned. https://spec.graphql.org/September2025/#sec-Executing-Operations</summary>
internal sealed class RootPlan(OperationKind operation, ObjectPlan<Root> root)
{
    public OperationKind Operation { get; } = operation;

    /// <summary>Where a subscription's events come from; null when it selects no field.</summary>
    public IEventSource? Source => root.Fields is [IEventSource source] ? source : null;

    /// <summary>Writes the data, root fields side by side.</summary>
    public bool Execute(OperationContext context, Root value) => root.Execute(context, value);

    /// <summary>Writes the data with a hole for each root field, to be filled one after the other.</summary>
    public List<SerialField> LeaveSerialFields(OperationContext context)
    {
        var holes = new List<SerialField>(root.Fields.Count);
        var writer = context.Writer;
        var start = writer.Position;
        foreach (var field in root.Fields)
        {
            writer.WriteRaw(field.Key);
            var hole = new SerialField(field);
            hole.Suspend(context);
            holes.Add(hole);
        }

        if (holes.Count == 0)
        {
            writer.WriteByte((byte)'{');
        }
        else
        {
            writer.Patch(start, (byte)'{');
        }

        writer.WriteByte((byte)'}');
        return holes;
    }
}
