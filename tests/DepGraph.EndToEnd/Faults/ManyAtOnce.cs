using DepGraph.EndToEnd.Answers;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Faults;

public sealed class ManyAtOnce(Workplace place) : IClassFixture<Workplace>
{
    private const string Spec = "express@^4";

    [Fact]
    public async Task A_hundred_clients_with_the_same_question_ask_the_registry_once_for_each_package()
    {
        var expected = await SetAnswer.ReferenceAsync(place.Registry.Address, Spec);
        await place.Registry.ResetAsync();
        await place.Registry.SetFaultsAsync(new { latency = 50 });

        var sets = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SetAnswer.AskAsync(place.Program, Spec)));

        foreach (var set in sets)
        {
            set!.ShouldEqual(expected);
        }

        var asked = (await place.Registry.StatsAsync()).GetProperty("perPath").EnumerateObject().ToList();
        asked.Count.ShouldBe(expected.Entries.Select(NameOf).Append("express").Distinct().Count());
        asked.ShouldAllBe(path => path.Value.GetInt32() == 1);
    }

    private static string NameOf(string entry) => entry[..entry.LastIndexOf('@')];
}
