using System.Text.Json;
using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Queue;

/// <summary>Replicas of the API and workers over one store, each a process of its own. Disposal kills those that still run.</summary>
public sealed class Fleet : IAsyncDisposable
{
    private readonly IQueuePlace place;
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> settings;
    private readonly List<RunningProgram> programs = [];

    /// <param name="place">The store.</param>
    /// <param name="registry">Where the workers fetch.</param>
    /// <param name="more">Settings beyond the usual ones, by environment variable.</param>
    public Fleet(IQueuePlace place, Uri registry, params IEnumerable<(string Name, string Value)> more)
    {
        this.place = place;
        // No lease runs out in the middle of work because the machine stalls, unless a test wants that.
        settings = Settings.For(registry, folder).With("Ingestion__LeaseDuration", "00:10:00");
        foreach (var (name, value) in place.Store)
        {
            settings[name] = value;
        }

        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }
    }

    /// <summary>What all its programs have logged so far, for the report of a test that failed.</summary>
    public string Logs => string.Join("\n", programs.Select(program => $"{program.GetType().Name}:\n{program.Log}"));

    /// <summary>Starts a replica. It is told of no registry: whatever it answers, workers have fetched.</summary>
    public async Task<DepGraphProgram> StartReplicaAsync()
    {
        var own = new Dictionary<string, string?>(settings) { ["Ingestion__Mode"] = "queue", ["Registry__Url"] = null };
        var replica = await DepGraphProgram.StartAsync(own);
        programs.Add(replica);
        return replica;
    }

    /// <summary>Starts an API that fetches for itself, and for replicas on the same store that are asked for nothing else.</summary>
    public async Task<DepGraphProgram> StartInlineAsync()
    {
        var program = await DepGraphProgram.StartAsync(settings);
        programs.Add(program);
        return program;
    }

    public async Task<WorkerProgram> StartWorkerAsync(params IEnumerable<(string Name, string Value)> more)
    {
        var own = new Dictionary<string, string?>(settings);
        foreach (var (name, value) in more)
        {
            own[name] = value;
        }

        var worker = await WorkerProgram.StartAsync(own);
        programs.Add(worker);
        return worker;
    }

    public async Task<FollowerProgram> StartFollowerAsync(params string[] arguments)
    {
        var follower = await FollowerProgram.StartAsync(settings, arguments);
        programs.Add(follower);
        return follower;
    }

    public async Task<WorkerProgram[]> StartWorkersAsync(int count)
    {
        var workers = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => WorkerProgram.StartAsync(settings)));
        programs.AddRange(workers);
        return workers;
    }

    /// <summary>Asks for an ingestion; gives its id.</summary>
    public static async Task<string> IngestAsync(DepGraphProgram replica, string spec)
    {
        var (id, codes) = await TryIngestAsync(replica, spec);
        return id.ShouldNotBeNull(string.Join(", ", codes));
    }

    /// <summary>The same where it may be refused: the id, or null with the errors' codes.</summary>
    public static async Task<(string? Id, IReadOnlyList<string> Codes)> TryIngestAsync(
        DepGraphProgram replica,
        string spec
    )
    {
        var answer = await replica.AskAsync(
            "mutation ($spec: String!) { ingest(input: { spec: $spec }) { ingestion { id } errors { __typename } } }",
            new { spec }
        );
        return answer.TryGetProperty("errors", out var errors)
            ? (null, [.. errors.EnumerateArray().Select(AnswerErrors.Code)])
            : (
                answer.GetProperty("data").GetProperty("ingest").GetProperty("ingestion").GetProperty("id").GetString(),
                []
            );
    }

    /// <summary>The whole graph, as soon as every relationship is there.</summary>
    public async Task<IReadOnlyList<string>> ReadGraphAsync(DepGraphProgram replica)
    {
        await place.EndClaimsAsync();
        await Eventually.BecomesAsync(
            () => replica.DataAsync("{ graphStats { projectionLag } }"),
            data => data.GetProperty("graphStats").GetProperty("projectionLag").GetInt64() == 0,
            "every relationship is there"
        );
        return await place.ReadGraphAsync();
    }

    /// <summary>What an ingestion says of its work.</summary>
    public static async Task<JsonElement> WorkOfAsync(DepGraphProgram replica, string id) =>
        (
            await replica.DataAsync(
                "query ($id: ID!) { ingestion(id: $id) { state packagesFetched attempts worker heartbeatAt error } }",
                new { id }
            )
        ).GetProperty("ingestion");

    /// <summary>Waits until all have ended, and fails for those that are not complete.</summary>
    public static async Task ShouldCompleteAsync(DepGraphProgram replica, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            var ended = await IngestionAnswer.EndOfAsync(replica, id);
            ended.State.ShouldBe("COMPLETE", ended.Error);
        }
    }

    /// <summary>Waits until the store says that a feed was followed to a sequence, with nothing owed.</summary>
    public Task FollowedToAsync(long sequence) =>
        Eventually.BecomesAsync(
            async () => string.Concat(await place.ReadPositionsAsync()),
            position => position == $$"""{"Sequence":"{{sequence}}","Owed":[]}""",
            $"the feed is followed to {sequence}"
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var program in programs)
        {
            await program.DisposeAsync();
        }

        await place.DisposeAsync();
        folder.Dispose();
    }
}
