using DepGraph.EndToEnd.Answers;
using DepGraph.EndToEnd.Peers;
using DepGraph.Testing;
using Microsoft.AspNetCore.Http;

namespace DepGraph.EndToEnd.Faults;

/// <summary>A tree whose root needs two packages that are fine, one of them with a leaf, and one that is not.</summary>
public sealed class OneBadPackage
{
    private readonly ScriptedWorkplace place;
    private readonly string prefix;

    private OneBadPackage(ScriptedWorkplace place, string prefix) => (this.place, this.prefix) = (place, prefix);

    private string Root => $"{prefix}-root";

    private string Bad => $"{prefix}-bad";

    /// <param name="place">Where.</param>
    /// <param name="prefix">What its packages' names begin with.</param>
    public static OneBadPackage Publish(ScriptedWorkplace place, string prefix)
    {
        var tree = new OneBadPackage(place, prefix);
        place.Registry.Publish($"{prefix}-leaf", Packument.Of($"{prefix}-leaf"));
        place.Registry.Publish($"{prefix}-fine", Packument.Of($"{prefix}-fine", $"{prefix}-leaf"));
        place.Registry.Publish($"{prefix}-too", Packument.Of($"{prefix}-too"));
        place.Registry.Publish(tree.Root, Packument.Of(tree.Root, $"{prefix}-fine", tree.Bad, $"{prefix}-too"));
        return tree;
    }

    /// <summary>Has all but the bad one in the graph, so that nothing else can fail.</summary>
    public Task KnowTheRestAsync() =>
        Eventually.BecomesAsync(
            () =>
                place.Program.AskAsync(
                    "query ($names: [String!]!) { packages(names: $names) { name } }",
                    new { names = new[] { Root, $"{prefix}-fine", $"{prefix}-too", $"{prefix}-leaf" } }
                ),
            answer => !answer.TryGetProperty("errors", out _),
            "the rest of the tree is known"
        );

    /// <summary>The bad one is answered in this way: it fails with the code, alone, until the registry has it right.</summary>
    public async Task FailsAloneAndHealsAsync(string code, Func<string, RequestDelegate> script)
    {
        place.Registry.On(Bad, script(Bad));

        var set = (await SetAnswer.AskAsync(place.Program, Root))!;
        var direct = await place.Program.AskAsync(
            "query ($name: String!) { package(name: $name) { name } }",
            new { name = Bad }
        );

        set.Entries.ShouldBe([$"{prefix}-fine@1.0.0 at 1", $"{prefix}-leaf@1.0.0 at 2", $"{prefix}-too@1.0.0 at 1"]);
        set.Edges.ShouldContain($"{Root}@1.0.0 {Bad} PROD ^1.0.0 FAILED");
        set.IsComplete.ShouldBeFalse();
        set.Problems.Single().ShouldStartWith($"FAILED {Bad} ^1.0.0: ");
        direct.GetProperty("data").GetProperty("package").IsNull().ShouldBeTrue();
        direct.SingleError().Code().ShouldBe(code, direct.ToString());
        direct.SingleError().Message().ShouldContain(Bad);

        place.Registry.Publish(Bad, Packument.Of(Bad));
        var healed = await Eventually.BecomesAsync(
            () => SetAnswer.AskAsync(place.Program, Root),
            found => found!.IsComplete,
            "the set is complete"
        );
        healed!.Entries.ShouldContain($"{Bad}@1.0.0 at 1");
    }
}
