using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DepGraph.Npm.Packuments;

namespace DepGraph.Ingestion.Feed;

/// <inheritdoc cref="IVersionFeed"/>
internal sealed class VersionFeed : IVersionFeed
{
    /// <summary>How many versions may wait for one reader.</summary>
    public const int Capacity = 10_000;

    private readonly Lock gate = new();
    private Reader[] readers = [];

    /// <summary>How many read at the moment.</summary>
    public int ReaderCount => Volatile.Read(ref readers).Length;

    /// <summary>Whether somebody wants to hear of a package.</summary>
    public bool IsWanted(string name) => Volatile.Read(ref readers).Any(reader => reader.Wants(name));

    /// <summary>Hands versions of one package to those who read. Never waits.</summary>
    public void Publish(IReadOnlyList<VersionManifest> versions)
    {
        foreach (var reader in Volatile.Read(ref readers))
        {
            foreach (var version in versions)
            {
                reader.Offer(version);
            }
        }
    }

    public async IAsyncEnumerable<VersionManifest> ReadAsync(
        IReadOnlyCollection<string>? names,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var reader = new Reader(names?.ToFrozenSet(StringComparer.Ordinal));
        lock (gate)
        {
            readers = [.. readers, reader];
        }

        try
        {
            await foreach (var version in reader.Versions.ReadAllAsync(cancellationToken))
            {
                yield return version;
            }
        }
        finally
        {
            lock (gate)
            {
                readers = [.. readers.Where(other => other != reader)];
            }
        }
    }

    private sealed class Reader(FrozenSet<string>? names)
    {
        private readonly Channel<VersionManifest> channel = Channel.CreateBounded<VersionManifest>(
            new BoundedChannelOptions(Capacity) { SingleReader = true }
        );

        public ChannelReader<VersionManifest> Versions => channel.Reader;

        public bool Wants(string name) => names?.Contains(name) != false;

        public void Offer(VersionManifest version)
        {
            if (Wants(version.Name) && !channel.Writer.TryWrite(version))
            {
                channel.Writer.TryComplete(new FeedOverrunException(Capacity));
            }
        }
    }
}
