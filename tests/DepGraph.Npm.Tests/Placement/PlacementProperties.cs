using DepGraph.Npm.Packuments;
using DepGraph.Npm.Placement;

namespace DepGraph.Npm.Tests.Placement;

/// <summary>What holds for any registry: small ones are drawn, always the same.</summary>
public sealed class PlacementProperties
{
    private const int Registries = 150;
    private const string Names = "abcdef";
    private const string Project = """{"dependencies":{"a":"*","b":"1"},"devDependencies":{"c":"^1.1.0"}}""";

    private static readonly string[] Versions = ["1.0.0", "1.1.0", "2.0.0"];
    private static readonly string[] Ranges = ["1", "2", "*", "^1.1.0", "1 || 2", "<2"];
    private static readonly string[] Kinds = ["", "", "", "", "", "", "optional ", "peer ", "peer ", "peer ", "peer? "];

    [Fact]
    public Task A_dependency_that_is_no_peer_finds_what_it_asks_for() =>
        CheckAsync(installation =>
        {
            foreach (var edge in installation.ListEdges())
                if (edge.Kind is DependencyKind.Prod or DependencyKind.Dev or DependencyKind.Optional)
                    edge.IsValid.ShouldBeTrue($"{edge}");
        });

    [Fact]
    public Task Every_dependency_leads_to_the_nearest_folder_of_its_name() =>
        CheckAsync(installation =>
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
    public Task Every_package_is_needed_or_said_to_be_extraneous() =>
        CheckAsync(installation =>
        {
            var reached = installation.ListEdges().Select(edge => edge.To).ToHashSet();
            foreach (var package in installation.Packages.Where(package => !package.IsExtraneous))
                reached.ShouldContain(package.Path);
        });

    [Fact]
    public async Task The_same_question_has_the_same_answer()
    {
        for (var seed = 0; seed < Registries; seed++)
        {
            var universe = Draw(seed);
            var first = await InstallUniverse.InstallAsync(universe, Project);
            var second = await InstallUniverse.InstallAsync(universe, Project);
            second.Packages.Select(InstallUniverse.Place).ShouldBe(first.Packages.Select(InstallUniverse.Place));
            second.Problems.Select(problem => problem.Code).ShouldBe(first.Problems.Select(problem => problem.Code));
        }
    }

    private static async Task CheckAsync(Action<Installation> property)
    {
        var installed = 0;
        for (var seed = 0; seed < Registries; seed++)
        {
            var installation = await InstallUniverse.InstallAsync(Draw(seed), Project);
            property(installation);
            installed += installation.Packages.Count > 0 ? 1 : 0;
        }
        installed.ShouldBeGreaterThan(Registries / 10);
    }

    private static string Draw(int seed)
    {
        var random = new Random(seed);
        var lines =
            from name in Names
            from version in Versions
            let others = Names.Where(other => other != name).OrderBy(_ => random.Next()).Take(random.Next(4))
            select $"{name} {version}: "
                + string.Join(", ", others.Select(other => $"{Pick(Kinds)}{other}@{Pick(Ranges)}"));
        return string.Join('\n', lines);

        string Pick(string[] values) => values[random.Next(values.Length)];
    }

    private static string? Nearest(string from, string name, HashSet<string> places)
    {
        for (var folder = from; ; folder = Above(folder))
        {
            var place = folder.Length == 0 ? $"node_modules/{name}" : $"{folder}/node_modules/{name}";
            if (places.Contains(place))
                return place;
            if (folder.Length == 0)
                return null;
        }

        static string Above(string folder) =>
            folder[..Math.Max(0, folder.LastIndexOf("/node_modules/", StringComparison.Ordinal))];
    }
}
