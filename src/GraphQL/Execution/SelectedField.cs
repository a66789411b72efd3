using DepGraph.GraphQL.Execution.Coercion;
using DepGraph.GraphQL.Execution.Planning;
using DepGraph.GraphQL.Language;
using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution;

/// <summary>A field as an operation selects it on one object type: all selections of one response key merged.</summary>
public sealed class SelectedField
{
    private readonly PreparedOperation _operation;

    internal SelectedField(
        PreparedOperation operation,
        ObjectType parentType,
        FieldDefinition definition,
        IReadOnlyList<FieldNode> nodes
    )
    {
        _operation = operation;
        ParentType = parentType;
        Definition = definition;
        Nodes = nodes;
        ResponseKey = nodes[0].ResponseKey;
    }

    /// <summary>The alias, or the name where there is none.</summary>
    public string ResponseKey { get; }

    public ObjectType ParentType { get; }

    public FieldDefinition Definition { get; }

    public string Name => Definition.Name;

    internal IReadOnlyList<FieldNode> Nodes { get; }

    /// <summary>Null for a field without arguments.</summary>
    internal ArgumentPlan? Arguments { get; set; }

    /// <summary>Null for a leaf.</summary>
    internal SelectionSetPlan? Selection { get; set; }

    /// <summary>The fields that are selected right below, on whatever type; none for a leaf.</summary>
    public IEnumerable<SelectedField> Below => Selection?.AllFields() ?? [];

    /// <summary>Whether a chain of fields is selected below, whatever the types and aliases on the way.</summary>
    internal bool Selects(ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
        {
            return true;
        }

        foreach (var field in Below)
        {
            if (field.Name == path[0] && field.Selects(path[1..]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An error at the places where the field is selected, or at one part of it.</summary>
    internal GraphQLError ErrorAt(
        string message,
        PathNode path,
        IReadOnlyDictionary<string, object?>? extensions,
        AstNode? part = null
    ) =>
        new(message)
        {
            Locations = (part is null ? Nodes : new[] { part }.AsEnumerable())
                .Select(node => _operation.Document.Source.GetLocation(node.Start))
                .ToArray(),
            Path = path.ToArray(),
            Extensions = extensions,
        };
}
