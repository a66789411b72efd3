using DepGraph.Ingestion.Graph;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.RollUps;

/// <summary>Packages of a set that one person alone may publish.</summary>
/// <param name="Maintainer">That person, as the first of the packages has it; null: not known, see <paramref name="Unknown"/>.</param>
/// <param name="Packages">The packages, by name (ordinal).</param>
/// <param name="Unknown">Why the packages' maintainers are not known; null: they are.</param>
public sealed record SoleMaintainer(
    Maintainer? Maintainer,
    IReadOnlyList<PackageHead> Packages,
    DetailsAnswer? Unknown = null
);
