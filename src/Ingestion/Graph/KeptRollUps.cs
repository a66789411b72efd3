using DepGraph.Ingestion.RollUps;
using DepGraph.Npm.Resolution;

namespace DepGraph.Ingestion.Graph;

/// <summary>Roll-ups that are kept with their closure, all documents found, and how long they hold.</summary>
/// <param name="Value">The roll-ups.</param>
/// <param name="Epoch">The <see cref="DetailsLoader.Epoch"/> of which all documents are.</param>
/// <param name="NextCheck">UTC ticks at which one of the documents goes stale, and is to be asked for.</param>
internal sealed record KeptRollUps(DocumentRollUps Value, long Epoch, long NextCheck)
{
    private const int PackageBytes = 250;
    private static readonly long RecheckTicks = TimeSpan.FromSeconds(1).Ticks;

    /// <summary>Bytes in memory at most, without the documents, which are the details cache's.</summary>
    public long Size => PackageBytes * (1L + Value.Documents.Count);

    /// <summary>Null where a document is missing: another try may give more.</summary>
    public static KeptRollUps? Of(DocumentRollUps value, long epoch, long now)
    {
        var nextCheck = long.MaxValue;
        foreach (var (_, answer) in value.Documents)
        {
            if (answer.Status != HeadStatus.Found)
            {
                return null;
            }

            nextCheck = Math.Min(nextCheck, now < answer.StaleAt ? answer.StaleAt : now + RecheckTicks);
        }

        return new(value, epoch, nextCheck);
    }
}
