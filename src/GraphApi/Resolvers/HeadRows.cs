using System.Collections;
using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>All versions of a head in its order, which is the standard one; rows are made only of those that are looked at.</summary>
internal sealed class HeadRows(PackageHead head) : IReadOnlyList<VersionRow>
{
    public int Count => head.Count;

    public VersionRow this[int index] => new(head, index, null);

    public IEnumerator<VersionRow> GetEnumerator() =>
        Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
