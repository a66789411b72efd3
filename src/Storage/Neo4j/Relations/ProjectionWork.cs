using DepGraph.Bolt.PackStream;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Projecting;
using Microsoft.Extensions.Logging;

namespace DepGraph.Storage.Neo4j.Relations;

/// <summary>
/// The projection over a database that several processes share: each claims packages for a while, so that no two work on the same one.
/// A claim only saves work; what keeps two from writing the same is the package's lock and what is checked under it.
/// </summary>
/// <param name="database">Where.</param>
/// <param name="claimDuration">See <see cref="ProjectionPace.ClaimDuration"/>.</param>
/// <param name="isBusy">Whether head commits wait or run in this process.</param>
/// <param name="damagedHeads">Heads that are known not to decode.</param>
/// <param name="damagedDetails">The same of details.</param>
/// <param name="logger">For what does not decode.</param>
internal sealed class ProjectionWork(
    Neo4jDatabase database,
    TimeSpan claimDuration,
    Func<bool> isBusy,
    DamagedHeads damagedHeads,
    DamagedHeads damagedDetails,
    ILogger logger
) : IProjectionWork<PendingPackage>
{
    /// <summary>Versions after which a round takes no further package.</summary>
    private const int VersionsPerRound = 1000;

    private const int PackagesPerRound = 100;

    /// <summary>Of its own for each store that is open.</summary>
    private readonly string _claimant = Guid.NewGuid().ToString("N");

    public bool IsBusy => isBusy();

    public async Task<IReadOnlyList<PendingPackage>> FindPendingAsync(
        long aboveMark,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var found = await database.ReadAsync(
                ProjectionCypher.Find,
                new WrittenParameters(
                    3,
                    writer =>
                    {
                        writer.Entry("after", aboveMark);
                        writer.Entry("claimant", _claimant);
                        writer.Entry("limit", PackagesPerRound);
                    }
                ),
                (ref PackStreamReader fields) => (Name: fields.ReadString(), Versions: fields.ReadIntegerOrNull() ?? 0),
                cancellationToken
            );
            if (found.Count == 0)
                return [];
            var versions = 0L;
            var names = found.TakeWhile(package =>
                (versions += package.Versions) - package.Versions < VersionsPerRound
            );
            var claimed = await ClaimAsync([.. names.Select(package => package.Name)], cancellationToken);
            // None of them when another process was quicker: then there may be others.
            if (claimed.Count > 0)
                return claimed;
        }
    }

    public async Task<int> AdvanceAsync(
        ReadOnlyMemory<PendingPackage> packages,
        int budget,
        CancellationToken cancellationToken
    )
    {
        var slices = new List<(PendingPackage Package, PackageSlice Slice)>();
        var done = 0;
        while (done < packages.Length && budget > 0)
        {
            var package = packages.Span[done];
            if (!package.IsDamaged)
            {
                var slice = package.Next(ref budget);
                slices.Add((package, slice));
                if (!slice.IsLast)
                    break;
            }
            done++;
        }
        if (slices.Count == 0)
            return done;
        var written = await database.WriteAsync(
            ProjectionCypher.Write,
            new SliceParameters([.. slices.Select(pair => pair.Slice)], _claimant, claimDuration),
            (ref PackStreamReader fields) => fields.ReadString(),
            cancellationToken
        );
        foreach (var (package, slice) in slices)
            package.Complete(slice);
        await FinishAsync([.. slices.Select(pair => pair.Slice).Where(slice => slice.IsLast)], cancellationToken);
        // One that has changed since it was read is still to be done, but by what it is now.
        var (last, lastSlice) = slices[^1];
        return lastSlice.IsLast || written.Contains(last.Name) ? done : done + 1;
    }

    /// <summary>Gives back what was claimed and not done, so that others need not wait for the claims to run out.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            ProjectionCypher.Release,
            new WrittenParameters(1, writer => writer.Entry("claimant", _claimant)),
            (ref PackStreamReader fields) => fields.ReadInteger(),
            cancellationToken
        );

    private async Task FinishAsync(PackageSlice[] slices, CancellationToken cancellationToken)
    {
        if (slices.Length == 0)
            return;
        Array.Sort(slices, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        await database.WriteAsync(
            ProjectionCypher.Finish,
            new WrittenParameters(
                1,
                writer =>
                {
                    writer.ListEntry("packages", slices.Length);
                    foreach (var slice in slices)
                    {
                        writer.WriteMapHeader(2);
                        writer.Entry("name", slice.Name);
                        writer.Entry("sequence", slice.Sequence);
                    }
                }
            ),
            (ref PackStreamReader fields) => fields.ReadString(),
            cancellationToken
        );
    }

    private async Task<IReadOnlyList<PendingPackage>> ClaimAsync(string[] names, CancellationToken cancellationToken)
    {
        Array.Sort(names, StringComparer.Ordinal);
        var claimed = await database.WriteAsync(
            ProjectionCypher.Claim,
            new WrittenParameters(
                4,
                writer =>
                {
                    writer.Entry("names", names);
                    writer.Entry("claimant", _claimant);
                    writer.DurationEntries(claimDuration);
                }
            ),
            ReadPackage,
            cancellationToken
        );
        return [.. claimed.OrderBy(package => package.Mark)];
    }

    private PendingPackage ReadPackage(ref PackStreamReader fields)
    {
        var name = fields.ReadString();
        var sequence = fields.ReadInteger();
        var isKnown = fields.ReadString() == KindText.Of(PackageState.Known);
        var head = Decode(name, fields.ReadBytesOrNull(), HeadCodec.Decode, damagedHeads, out var isHeadWhole);
        var details = Decode(
            name,
            fields.ReadBytesOrNull(),
            DetailsCodec.Decode,
            damagedDetails,
            out var areDetailsWhole
        );
        var stored = new StoredVersion[fields.ReadListHeader()];
        for (var i = 0; i < stored.Length; i++)
        {
            fields.ReadListHeader();
            stored[i] = new(fields.ReadString(), fields.ReadString(), fields.ReadInteger(), fields.ReadInteger());
        }
        var isDamaged = !isHeadWhole || !areDetailsWhole || (isKnown && head is null);
        return new PendingPackage(name, sequence, isKnown ? head : null, details, isDamaged, stored);
    }

    private T? Decode<T>(
        string name,
        byte[]? content,
        Func<string, ReadOnlyMemory<byte>, T> decode,
        DamagedHeads damaged,
        out bool isWhole
    )
        where T : class
    {
        isWhole = true;
        try
        {
            return content is null ? null : decode(name, content);
        }
        catch (InvalidDataException exception)
        {
            isWhole = false;
            if (damaged.Add(name))
            {
                logger.LogWarning(
                    exception,
                    "What is stored of {Package} does not decode; it will be fetched anew",
                    name
                );
            }
            return null;
        }
    }
}
