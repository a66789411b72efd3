namespace DepGraph.Storage.Querying;

/// <summary>No index of the store narrows the rows that are asked for; nothing was read.</summary>
/// <param name="field">The field that no index serves as it is asked for.</param>
/// <param name="origin">How the condition was written; null when it is the order that is refused.</param>
/// <param name="isIndexed">Whether equality, ranges and prefixes of the field are served.</param>
/// <param name="indexedFields">Fields of which equality, ranges and prefixes are served.</param>
public sealed class UnindexedQueryException(
    string @field,
    string? origin,
    bool isIndexed,
    IReadOnlyList<string> indexedFields
) : Exception($"{origin ?? @field} cannot be answered from an index.")
{
    public string Field => @field;

    public string? Origin => origin;

    public bool IsIndexed => isIndexed;

    public IReadOnlyList<string> IndexedFields => indexedFields;
}
