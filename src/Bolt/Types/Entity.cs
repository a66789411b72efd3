namespace DepGraph.Bolt;

internal abstract class Entity(long id, string elementId, IReadOnlyDictionary<string, object?> properties) : IEntity
{
    public long Id => id;

    public string ElementId => elementId;

    public IReadOnlyDictionary<string, object?> Properties => properties;

    public object? this[string key] => properties[key];

    public override int GetHashCode() => ElementId.GetHashCode(StringComparison.Ordinal);
}
