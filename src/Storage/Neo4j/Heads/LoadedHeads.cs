using DepGraph.Bolt.PackStream;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>A row of <see cref="HeadReader"/>'s query.</summary>
/// <param name="Group">Which of the groups of names it is of; the first one's row brings the newest commit too.</param>
/// <param name="Commit">In the first group's row only.</param>
/// <param name="Changed">
/// The names that the newest commit changed; null when they cannot be seen yet, or when the reader knows all of it to be visible. In the
/// first group's row only.
/// </param>
/// <param name="ByName">What is stored under each name of the group that was asked for by name, with the node's id if there is one.</param>
/// <param name="ByNode">What the nodes are that were asked for: fewer when one is no head any more. Null for a name: it has none.</param>
internal sealed record LoadedHeads(
    int Group,
    NewestCommit Commit,
    IReadOnlyList<string>? Changed,
    IReadOnlyList<(long? Id, StoredHead Head)> ByName,
    IReadOnlyList<(string? Name, StoredHead Head)> ByNode
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
        return new LoadedHeads(group, commit, changed, ReadByName(ref fields), ReadByNode(ref fields));
    }

    /// <summary>The head of that name among the nodes.</summary>
    public bool TryFind(string name, out StoredHead head)
    {
        foreach (var (found, stored) in ByNode)
        {
            if (found == name)
            {
                head = stored;
                return true;
            }
        }
        head = default;
        return false;
    }

    /// <summary>Of each name a list of no or one node.</summary>
    private static (long? Id, StoredHead Head)[] ReadByName(ref PackStreamReader fields)
    {
        var heads = new (long? Id, StoredHead Head)[fields.ReadListHeader()];
        foreach (ref var head in heads.AsSpan())
        {
            if (fields.ReadListHeader() == 0)
                continue;
            fields.ReadListHeader();
            head = (fields.ReadInteger(), StoredHead.Read(ref fields));
        }
        return heads;
    }

    private static (string? Name, StoredHead Head)[] ReadByNode(ref PackStreamReader fields)
    {
        var heads = new (string? Name, StoredHead Head)[fields.ReadListHeader()];
        foreach (ref var head in heads.AsSpan())
        {
            fields.ReadListHeader();
            head = (fields.ReadStringOrNull(), StoredHead.Read(ref fields));
        }
        return heads;
    }
}
