namespace DepGraph.Storage.Neo4j.Relations;

/// <summary>What tells whether a (:Version) node is as it should be; see <see cref="VersionNode"/>.</summary>
internal readonly record struct StoredVersion(string Version, string Purl, long Shape, long Facts);
