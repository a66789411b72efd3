using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>A row of <see cref="HeadReader"/>'s query.</summary>
/// <param name="Group">Which of the groups of names it is of; the first one's row brings the newest commit too.</param>
/// <param name="Commit">In the first group's row only.</param>
/// <param name="Changed">
/// The names that the newest commit changed; null when they cannot be seen yet, or when the reader knows all of it to be visible. In the
/// first group's row only.
/// </param>
/// <param name="Heads">What is stored under each name of the group.</param>
internal sealed record LoadedHeads(
    int Group,
    NewestCommit Commit,
    IReadOnlyList<string>? Changed,
    IReadOnlyList<StoredHead> Heads
)
{
    public static LoadedHeads Read(ref PackStreamReader fields)
    {
        var group = (int)fields.ReadInteger();
        var commit = default(NewestCommit);
        IReadOnlyList<string>? changed = null;
        if (fields.TryReadNull())
        {
            fields.Skip();
        }
        else
        {
            commit = NewestCommit.Read(ref fields);
            changed = commit.ReadNames(ref fields);
        }
        var heads = new StoredHead[fields.ReadListHeader()];
        for (var i = 0; i < heads.Length; i++)
            heads[i] = StoredHead.Read(ref fields);
        return new LoadedHeads(group, commit, changed, heads);
    }
}
