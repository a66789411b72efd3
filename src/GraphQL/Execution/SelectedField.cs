using DepGraph.GraphQL.Types;

namespace DepGraph.GraphQL.Execution;

/// <summary>A field as an operation selects it: every selection of one response key merged.</summary>
public sealed class SelectedField
{
    internal SelectedField(string responseKey, FieldDefinition definition)
    {
        ResponseKey = responseKey;
        Definition = definition;
    }

    /// <summary>The alias, or the name where there is none.</summary>
    public string ResponseKey { get; }

    public FieldDefinition Definition { get; }

    public string Name => Definition.Name;
}
