using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>What holds for any registry and any project.</summary>
public sealed class PlacementProperties
{
    private const string Names = "abcdef";

    [Fact]
    public void Every_dependency_finds_what_it_asks_for_unless_npm_warned_or_failed() =>
        Check(installation =>
        {
            if (!installation.IsComplete || installation.Problems.Count > 0)
                return;
            foreach (var edge in installation.ListEdges())
                edge.IsValid.ShouldBeTrue($"{edge}");
        });

    [Fact]
    public void Every_dependency_leads_to_the_nearest_folder_of_its_name() =>
        Check(installation =>
        {
            var places = installation.Packages.Select(package => package.Path).ToHashSet();
            places.Count.ShouldBe(installation.Packages.Count);
            var edges = installation.ListEdges();
            // Links that close a loop of packages are places, but no packages.
            places.UnionWith(edges.Select(edge => edge.To).OfType<string>());
            foreach (var edge in edges)
                edge.To.ShouldBe(Nearest(edge.From, edge.Name, places), $"{edge}");
        });

    [Fact]
    public void Every_package_is_needed_or_said_to_be_extraneous() =>
        Check(installation =>
        {
            var reached = installation.ListEdges().Select(edge => edge.To).ToHashSet();
            foreach (var package in installation.Packages.Where(package => !package.IsExtraneous))
                reached.ShouldContain(package.Path);
        });

    [Fact]
    public void The_same_question_has_the_same_answer() =>
        Prop.ForAll(
                Universes.ToArbitrary(),
                universe =>
                {
                    var (first, second) = (Install(universe), Install(universe));
                    second
                        .Packages.Select(InstallUniverse.Place)
                        .ShouldBe(first.Packages.Select(InstallUniverse.Place));
                    second
                        .Problems.Select(problem => problem.Code)
                        .ShouldBe(first.Problems.Select(problem => problem.Code));
                }
            )
            .QuickCheckThrowOnFailure();

    private static Gen<string> Requirement { get; } =
        from kind in Gen.Frequency(
            (6, Gen.Constant("")),
            (1, Gen.Constant("optional ")),
            (3, Gen.Constant("peer ")),
            (1, Gen.Constant("peer? "))
        )
        from name in Gen.Elements(Names.ToCharArray())
        from range in Gen.Elements("1", "2", "*", "^1.1.0", "1 || 2", "<2")
        select $"{kind}{name}@{range}";

    private static Gen<string> Universes { get; } =
        from versions in (
            from requirements in Requirement.ArrayOf().Resize(4)
            select string.Join(", ", requirements.DistinctBy(each => each.Split(' ')[^1].Split('@')[0]))
        ).ArrayOf(3 * Names.Length)
        select string.Join(
            '\n',
            Names.SelectMany(
                (name, i) =>
                    ((string[])["1.0.0", "1.1.0", "2.0.0"]).Select(
                        (version, j) => $"{name} {version}: {versions[3 * i + j]}"
                    )
            )
        );

    private static void Check(Action<Installation> property) =>
        Prop.ForAll(Universes.ToArbitrary(), universe => property(Install(universe))).QuickCheckThrowOnFailure();

    private static Installation Install(string universe) =>
        InstallUniverse
            .InstallAsync(universe, """{"dependencies":{"a":"*","b":"1"},"devDependencies":{"c":"^1.1.0"}}""")
            .GetAwaiter()
            .GetResult();

    private static string? Nearest(string from, string name, HashSet<string> places)
    {
        for (
            var folder = from;
            ;
            folder = folder[..Math.Max(0, folder.LastIndexOf("/node_modules/", StringComparison.Ordinal))]
        )
        {
            var place = folder.Length == 0 ? $"node_modules/{name}" : $"{folder}/node_modules/{name}";
            if (places.Contains(place))
                return place;
            if (folder.Length == 0)
                return null;
        }
    }
}
