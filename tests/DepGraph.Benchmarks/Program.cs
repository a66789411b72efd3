using System.CommandLine;
using BenchmarkDotNet.Running;
using DepGraph.Benchmarks.Service;

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

var start = new Command("start", "Time from executing the program to its first ready answer.") { rounds };
start.SetAction(parsed => StartUp.RunAsync(parsed.GetValue(rounds)));

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
    start,
    micro,
}
    .Parse(args)
    .InvokeAsync();
