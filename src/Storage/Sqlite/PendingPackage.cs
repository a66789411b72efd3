using DepGraph.Npm.Packuments;
using DepGraph.Storage.Projecting;

namespace DepGraph.Storage.Sqlite;

/// <summary>A package whose relationships lag behind its head.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Name">The package's name.</param>
/// <param name="Revision">The head's revision that was read.</param>
/// <param name="Head">The head; null when there is none any more (its relationships go), or none that decodes.</param>
/// <param name="IsDamaged">The head does not decode: it goes on lagging until it is written anew.</param>
internal sealed record PendingPackage(long Id, string Name, long Revision, PackageHead? Head, bool IsDamaged)
    : IPendingPackage
{
    public long Mark => Revision;
}
