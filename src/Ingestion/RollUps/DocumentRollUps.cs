using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.RollUps;

/// <summary>
/// What the full documents of a set's packages say of the set as a whole, the root not counted. Immutable; each list is made on first use and
/// kept.
/// </summary>
public sealed class DocumentRollUps
{
    private readonly DependencySet set;
    private IReadOnlyList<LicenseCount>? licenses;
    private IReadOnlyList<SoleMaintainer>? soleMaintainers;

    internal DocumentRollUps(DependencySet set, IReadOnlyDictionary<string, DetailsAnswer> documents)
    {
        this.set = set;
        Documents = documents;
    }

    /// <summary>The versions by licence; the counts add up to all versions of the set.</summary>
    public IReadOnlyList<LicenseCount> Licenses => licenses ??= LicenseCounts.Of(set, Documents);

    /// <summary>The packages that one person alone may publish, by person.</summary>
    public IReadOnlyList<SoleMaintainer> SoleMaintainers =>
        soleMaintainers ??= RollUps.SoleMaintainers.Of(set, Documents);

    /// <summary>What it was made from, by package.</summary>
    internal IReadOnlyDictionary<string, DetailsAnswer> Documents { get; }
}
