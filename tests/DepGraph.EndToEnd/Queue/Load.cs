using System.Collections.Concurrent;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>
/// Clients that go on asking and ordering ingestions while processes die. Whatever they are told has to be right, or an error that says what is
/// the matter.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private const int ClientsPerReplica = 2;

    /// <summary>What a client may be told while processes die.</summary>
    private static readonly string[] ClearCodes = ["PENDING", "STORE_UNAVAILABLE", "STOPPING", "EXECUTION_TIMEOUT"];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<string> acknowledged = new();
    private readonly Func<int, DepGraphProgram> replicaOf;
    private readonly KeyValuePair<string, SetAnswer>[] expected;
    private readonly Task[] clients;
    private int answered;

    /// <param name="replicas">How many there are.</param>
    /// <param name="replicaOf">The process that is a replica just now.</param>
    /// <param name="expected">What is asked for and ordered, with the right answers.</param>
    public Load(int replicas, Func<int, DepGraphProgram> replicaOf, IReadOnlyDictionary<string, SetAnswer> expected)
    {
        (this.replicaOf, this.expected) = (replicaOf, [.. expected]);
        clients =
        [
            .. Enumerable
                .Range(0, replicas * ClientsPerReplica)
                .Select(client => Task.Run(() => RunAsync(client, client % replicas))),
        ];
    }

    /// <summary>The ingestions that were acknowledged to a client.</summary>
    public IReadOnlyCollection<string> Acknowledged => acknowledged;

    /// <summary>Completes when a client has been given so many more right answers, or a client has failed.</summary>
    public async Task ProgressAsync(int answers)
    {
        var goal = Volatile.Read(ref answered) + answers;
        await Eventually.HoldsAsync(
            () => Volatile.Read(ref answered) >= goal || clients.Any(client => client.IsFaulted),
            "clients get right answers"
        );
    }

    /// <summary>Ends it; fails when a client was told something wrong.</summary>
    public async Task EndAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(clients);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(clients).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task RunAsync(int client, int replica)
    {
        for (var turn = client; !stopping.IsCancellationRequested; turn++)
        {
            var (spec, set) = expected[turn % expected.Length];
            try
            {
                await (turn % 3 == 0 ? OrderAsync(replicaOf(replica), spec) : AskAsync(replicaOf(replica), spec, set));
            }
            catch (Exception e) when (e is HttpRequestException or IOException or ObjectDisposedException)
            {
                // That process was killed; its successor is asked next.
            }

            await Task.Delay(Pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(DepGraphProgram replica, string spec, SetAnswer right)
    {
        var (set, codes) = await SetAnswer.TryAskAsync(replica, spec, wait: 1);
        ShouldBeClear(codes);
        if (set is { IsComplete: true, IngestionId: null })
        {
            set.ShouldEqual(right);
            Interlocked.Increment(ref answered);
        }
    }

    private async Task OrderAsync(DepGraphProgram replica, string spec)
    {
        var (id, codes) = await Fleet.TryIngestAsync(replica, spec);
        ShouldBeClear(codes);
        if (id is not null)
        {
            acknowledged.Enqueue(id);
        }
    }

    private static void ShouldBeClear(IEnumerable<string> codes) => codes.Except(ClearCodes).ShouldBeEmpty();
}
