using DepGraph.Bolt;
using DepGraph.Bolt.PackStream;
using DepGraph.Npm.Packuments;
using DepGraph.Npm.Specs;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>The parameters of <see cref="CommitCypher.Read"/>.</summary>
/// <param name="batch">The writes, grouped by package in the order of names.</param>
internal sealed class CommitReading(IReadOnlyList<IGrouping<string, HeadWrite>> batch) : IQueryParameters
{
    public void Write(PackStreamWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.ListEntry("packages", batch.Count);
        for (var place = 0; place < batch.Count; place++)
        {
            writer.WriteMapHeader(4);
            writer.Entry("place", place);
            writer.Entry("name", batch[place].Key);
            writer.Entry("hash", HashOf(batch[place]));
            writer.Entry("purls", PurlsOf(batch[place]));
        }
    }

    /// <summary>The hash of the head that all writes have; null when they differ or there is none.</summary>
    private static string? HashOf(IEnumerable<HeadWrite> writes)
    {
        var hashes = writes.Select(write => write.Head?.ContentHash).Distinct().Take(2).ToArray();
        return hashes.Length == 1 ? hashes[0] : null;
    }

    private static HashSet<string> PurlsOf(IEnumerable<HeadWrite> writes) =>
        [
            .. from write in writes
            where write.Head is not null
            from version in VersionsOf(write.Head!, write.Answered)
            select PackageUrl.Of(write.Name, version) into purl
            where IndexKey.Fits(purl)
            select purl,
        ];

    private static IEnumerable<string> VersionsOf(PackageHead head, IReadOnlyCollection<int> answered) =>
        answered.Select(index => head[index].Version).Concat(head.LatestVersion is { } latest ? [latest.Version] : []);
}
