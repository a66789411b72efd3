using DepGraph.Npm.Packuments;
using DepGraph.Storage.Neo4j.Relations;

namespace DepGraph.Storage.Neo4j.Heads;

/// <summary>What a commit makes of one package; several writes of a batch may have gone into it.</summary>
internal sealed class PackageChange(string name, CommitSubject before)
{
    private readonly Dictionary<string, VersionManifest> _versions = new(StringComparer.Ordinal);

    public string Name => name;

    public CommitSubject Before => before;

    /// <summary>As it is to be stored.</summary>
    public StoredPackage Package { get; set; } = before.Package;

    /// <summary>Whether anything of <see cref="Package"/> was written, if only with what it had.</summary>
    public bool IsWritten { get; set; }

    /// <summary>Whether the head is another one, or none any more.</summary>
    public bool IsHeadChanged { get; set; }

    /// <summary>The head to be stored; null: the stored one stays, or there is none.</summary>
    public PackageHead? Head { get; set; }

    /// <summary>The details to be stored; null: those that are stored stay, or there are none.</summary>
    public PackageDetails? Details { get; set; }

    /// <summary>Versions whose relationships go with the commit, by their text.</summary>
    public IReadOnlyCollection<VersionManifest> Versions => _versions.Values;

    public void AddVersion(VersionManifest version) => _versions[version.Version] = version;

    /// <summary>The versions of a former head of the same batch are of no interest any more.</summary>
    public void ForgetVersions() => _versions.Clear();

    /// <summary>The nodes of <see cref="Versions"/> that are not stored like that; those that cannot have a node are left out.</summary>
    public IReadOnlyList<VersionNode> MissingNodes() =>
        [
            .. _versions
                .Values.Select(version => new VersionNode(version, Details))
                .Where(node =>
                    IndexKey.Fits(node.Purl)
                    && !(before.Shapes.TryGetValue(node.Purl, out var shape) && shape == node.Shape)
                ),
        ];

    /// <summary>
    /// Whether background work has to follow: other versions of the head, versions that are gone, or what the full document says of
    /// versions while it is not at hand.
    /// </summary>
    public bool LeavesWork()
    {
        if (Package.State != PackageState.Known)
            return before.Package.Versions > 0;
        var hasOthers = IsHeadChanged && (before.Package.Versions > 0 || Package.Versions > _versions.Count);
        var isUninformed = IsHeadChanged && Details is null && Package.DetailsHash is not null;
        var isNewlyInformed = Details is not null && (!IsHeadChanged || before.Package.Versions > 0);
        return hasOthers || isUninformed || isNewlyInformed;
    }
}
