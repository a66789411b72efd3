using DepGraph.GraphQL.Language;

namespace DepGraph.GraphQL.Types.Building;

/// <summary>Gathers the faults of one SDL document.</summary>
internal sealed class SchemaErrors(Source source)
{
    private readonly List<(int Offset, SchemaError Error)> _errors = [];

    public void Report(AstNode? place, string message) =>
        _errors.Add(
            (place?.Start ?? -1, new SchemaError(message, place is null ? null : source.GetLocation(place.Start)))
        );

    /// <exception cref="SchemaException">Something has been reported.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new SchemaException(_errors.OrderBy(e => e.Offset).Select(e => e.Error).ToArray());
        }
    }
}
