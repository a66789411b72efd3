using System.Net.Sockets;
using DepGraph.Testing;

namespace DepGraph.Storage.Tests.Neo4j;

/// <summary>Stands before a server and can lose its answer to a commit: the connection breaks, and what was written stays.</summary>
/// <param name="server">The real one.</param>
internal sealed class LosingProxy(Uri server) : TcpRelay(server)
{
    /// <summary>The message in its chunk (https://neo4j.com/docs/bolt/current/bolt/message/#messages-commit).</summary>
    private static readonly byte[] Commit = [0x00, 0x02, 0xB0, 0x12, 0x00, 0x00];

    private LostAnswer? _next;

    /// <summary>Loses the answer to the next commit of a transaction whose Cypher has this text.</summary>
    public LostAnswer LoseNext(string text)
    {
        var lost = new LostAnswer(text);
        Volatile.Write(ref _next, lost);
        return lost;
    }

    protected override Task RelayAsync(NetworkStream client, NetworkStream server, CancellationToken cancellationToken)
    {
        var watch = new Watch();
        return Task.WhenAny(
            PassAsync(client, server, bytes => OnAsked(watch, bytes.Span), cancellationToken),
            PassAsync(server, client, bytes => PassesAsync(watch, bytes), cancellationToken)
        );
    }

    private ValueTask<bool> OnAsked(Watch watch, ReadOnlySpan<byte> bytes)
    {
        if (Volatile.Read(ref _next) is not { } next)
            return new(true);
        watch.Asked.AddRange(bytes);
        var asked = watch.Asked.ToArray().AsSpan();
        if (asked.IndexOf(next.Text) is >= 0 and var start && asked[start..].IndexOf(Commit) >= 0)
        {
            Volatile.Write(ref _next, null);
            watch.Losing = next;
        }
        return new(true);
    }

    /// <summary>Only what a server says of an end that is durable has a bookmark.</summary>
    private static async ValueTask<bool> PassesAsync(Watch watch, ReadOnlyMemory<byte> bytes)
    {
        if (watch.Losing is not { } losing)
            return true;
        watch.Answered.AddRange(bytes.Span);
        if (watch.Answered.ToArray().AsSpan().IndexOf("bookmark"u8) < 0)
            return true;
        await losing.OnCommittedAsync();
        return false;
    }

    /// <summary>One connection, from when something is to be lost.</summary>
    private sealed class Watch
    {
        public List<byte> Asked { get; } = [];

        public List<byte> Answered { get; } = [];

        public LostAnswer? Losing { get; set; }
    }
}
