using System.CommandLine;
using BenchmarkDotNet.Running;
using DepGraph.Benchmarks.Bolt;
using DepGraph.Benchmarks.Dependents;
using DepGraph.Benchmarks.Peers;
using DepGraph.Benchmarks.Placement;
using DepGraph.Benchmarks.Service;
using DepGraph.Benchmarks.Store;

var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5 };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 10 };
var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 64 };
var withoutNpm = new Option<bool>("--without-npm");

var cold = new Command("cold", "Cold dependency sets at 0, 20 and 50 ms registry latency, beside npm.")
{
    rounds,
    withoutNpm,
};
cold.SetAction(parsed => ColdClosures.RunAsync(parsed.GetValue(rounds), !parsed.GetValue(withoutNpm)));

var warm = new Command("warm", "Requests/s, latency and server CPU of warm queries under wrk.")
{
    seconds,
    connections,
};
warm.SetAction(parsed => WarmQueries.RunAsync(parsed.GetValue(seconds), parsed.GetValue(connections)));

var corpus = new Command("corpus", "Time, memory and disk of ingesting the whole corpus.");
corpus.SetAction(_ => WholeCorpus.RunAsync());

var installations = new Command(
    "installations",
    "What npm would install, over HTTP: cold at 50 ms registry latency and warm, beside npm."
)
{
    rounds,
};
installations.SetAction(parsed => ServedInstallations.RunAsync(parsed.GetValue(rounds)));

var start = new Command("start", "Time from executing the program to its first ready answer.") { rounds };
start.SetAction(parsed => StartUp.RunAsync(parsed.GetValue(rounds)));

var packages = new Option<int>("--packages") { DefaultValueFactory = _ => 100_000 };
var folder = new Option<string?>("--folder") { Description = "Keeps graph, peer and store for the next run." };
var peerRounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 7 };
var peerSeconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 4 };
var peerWarmUp = new Option<int>("--warm-up")
{
    Description =
        "Seconds of load on each side before the first measurement: a JVM needs a minute to compile what it is asked.",
    DefaultValueFactory = _ => 2,
};
var peerConnections = new Option<int[]>("--connections")
{
    Description = "Connections of the load driver, one measurement after the other.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [16],
};
var peer = new Argument<string>("PEER") { DefaultValueFactory = _ => PeerKind.All[0].Name };
peer.AcceptOnlyFromAmong([.. PeerKind.All.Select(kind => kind.Name)]);
var servedStore = new Option<string>("--store")
{
    Description = "Where the service has its graph: sqlite or neo4j.",
    DefaultValueFactory = _ => "sqlite",
};
servedStore.AcceptOnlyFromAmong("sqlite", "neo4j");
var operations = new Option<string[]>("--operation")
{
    Description = "Which of them; may be given several times.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [.. Operations.Names],
};
operations.AcceptOnlyFromAmong([.. Operations.Names]);
var live = new Option<bool>("--live") { Description = "Keep next to nothing in the service's memory." };
var consistent = new Option<bool>("--consistent")
{
    Description = "Have each operation ask the store first whether anything has changed.",
};
var headsOnly = new Option<bool>("--heads-only") { Description = "Give the store no relationships." };
var pageCache = new Option<string>("--page-cache")
{
    Description = "What each Neo4j has for its files.",
    DefaultValueFactory = _ => "2g",
};
var peers = new Command("peers", "CPU per request beside another server over the same generated graph.")
{
    peer,
    servedStore,
    live,
    consistent,
    headsOnly,
    pageCache,
    operations,
    packages,
    folder,
    peerRounds,
    peerSeconds,
    peerConnections,
    peerWarmUp,
};
peers.SetAction(parsed =>
    PeerComparison.RunAsync(
        new PeerRun(
            parsed.GetRequiredValue(peer),
            parsed.GetRequiredValue(servedStore),
            parsed.GetValue(live),
            parsed.GetValue(consistent),
            parsed.GetValue(headsOnly),
            parsed.GetRequiredValue(pageCache),
            parsed.GetValue(packages),
            parsed.GetValue(folder),
            parsed.GetRequiredValue(operations),
            [
                .. parsed
                    .GetRequiredValue(peerConnections)
                    .Select(connections => new LoadPlan(
                        connections,
                        parsed.GetValue(peerSeconds),
                        parsed.GetValue(peerRounds),
                        parsed.GetValue(peerWarmUp)
                    )),
            ]
        )
    )
);

var boltRounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 7 };
var boltSeconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 3 };
var bolt = new Command("bolt", "Rate and CPU of the Bolt client beside the npm package neo4j-driver, on a real Neo4j.")
{
    boltRounds,
    boltSeconds,
};
bolt.SetAction(parsed => ClientComparison.RunAsync(parsed.GetValue(boltRounds), parsed.GetValue(boltSeconds)));

var kind = new Argument<string>("STORE") { DefaultValueFactory = _ => "neo4j" };
kind.AcceptOnlyFromAmong("neo4j", "sqlite");
var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 64 };
var store = new Command("store", "Committing, projecting and loading the whole corpus, without registry and API.")
{
    kind,
    batch,
};
store.SetAction(parsed => StoreIngestion.RunAsync(parsed.GetRequiredValue(kind), parsed.GetValue(batch)));

var queueStore = new Argument<string>("STORE") { DefaultValueFactory = _ => "sqlite" };
queueStore.AcceptOnlyFromAmong("sqlite", "neo4j");
var queueHeads = new Option<int>("--heads") { DefaultValueFactory = _ => 200 };
var queue = new Command(
    "queue",
    "Cold answers that a worker fetches beside those of an inline program, and from commit to answer."
)
{
    queueStore,
    queueHeads,
};
queue.SetAction(parsed => QueuedAnswers.RunAsync(parsed.GetRequiredValue(queueStore), parsed.GetValue(queueHeads)));
var results = new Option<string?>("--results") { Description = "A table (CSV) that what is measured goes into." };
var dependents = new Command("dependents", "Time and memory of the index of dependents, and what asking it takes.")
{
    servedStore,
    packages,
    folder,
    results,
};
dependents.SetAction(parsed =>
    DependentsGrowth.RunAsync(
        parsed.GetRequiredValue(servedStore),
        parsed.GetValue(packages),
        parsed.GetValue(folder),
        parsed.GetValue(results)
    )
);

var small = new Option<int>("--small") { DefaultValueFactory = _ => 10_000 };
var smallFolder = new Option<string?>("--small-folder") { Description = "Keeps the small graph for the next run." };
var growth = new Command("growth", "Pages of the biggest hub in a graph beside those in a smaller one, in turn.")
{
    packages,
    folder,
    small,
    smallFolder,
    peerRounds,
    peerSeconds,
};
growth.SetAction(parsed =>
    GrowthComparison.RunAsync(
        (parsed.GetValue(packages), parsed.GetValue(folder)),
        (parsed.GetValue(small), parsed.GetValue(smallFolder)),
        parsed.GetValue(peerSeconds),
        parsed.GetValue(peerRounds)
    )
);

var table = new Argument<string>("TABLE") { Description = "What the command dependents has written with --results." };
var picture = new Argument<string>("PICTURE") { Description = "The SVG file to write." };
var plot = new Command("plot", "A picture of how dependents grow with the graph.") { table, picture };
plot.SetAction(parsed =>
    File.WriteAllText(parsed.GetRequiredValue(picture), GrowthPlot.Of(GrowthRow.Read(parsed.GetRequiredValue(table))))
);

var indexAlone = new Command("index", "The index alone, of generated packages that are stored nowhere.") { packages };
indexAlone.SetAction(parsed => IndexAlone.RunAsync(parsed.GetValue(packages)));

var search = new Command("search", "What searching takes, from a single letter to words that few packages have.")
{
    servedStore,
    packages,
    folder,
};
search.SetAction(parsed =>
    SearchSpeed.RunAsync(parsed.GetRequiredValue(servedStore), parsed.GetValue(packages), parsed.GetValue(folder))
);

var count = new Option<int>("--count") { DefaultValueFactory = _ => 200 };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
var mismatches = new Option<string>("--mismatches")
{
    Description = "Where to write what differs.",
    DefaultValueFactory = _ => "differential-mismatches",
};
var limit = new Option<int>("--seconds")
{
    Description = "No more manifests are drawn after that.",
    DefaultValueFactory = _ => int.MaxValue,
};
var differential = new Command("differential", "Random projects: what npm installs beside what placement says.")
{
    count,
    seed,
    mismatches,
    limit,
};
differential.SetAction(parsed =>
    DifferentialRun.RunAsync(
        parsed.GetValue(count),
        parsed.GetValue(seed),
        parsed.GetRequiredValue(mismatches),
        parsed.GetValue(limit)
    )
);

var latency = new Option<int>("--latency") { DefaultValueFactory = _ => 50 };
var lookAhead = new Command("look-ahead", "Round trips of placing a project when no document is at hand.") { latency };
lookAhead.SetAction(parsed => LookAheadRun.RunAsync(parsed.GetValue(latency)));

var micro = new Command("micro", "BenchmarkDotNet classes; arguments are BenchmarkDotNet's own.")
{
    TreatUnmatchedTokensAsErrors = false,
};
micro.SetAction(parsed =>
    BenchmarkSwitcher.FromAssembly(typeof(ColdClosures).Assembly).Run([.. parsed.UnmatchedTokens])
);

return await new RootCommand("Measures DepGraph; results and machine are in this project's README.")
{
    cold,
    warm,
    corpus,
    installations,
    start,
    peers,
    bolt,
    store,
    queue,
    dependents,
    growth,
    plot,
    indexAlone,
    search,
    differential,
    lookAhead,
    micro,
}
    .Parse(args)
    .InvokeAsync();
