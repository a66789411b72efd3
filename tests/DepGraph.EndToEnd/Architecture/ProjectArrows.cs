using System.Xml.Linq;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Architecture;

/// <summary>The arrows between the projects are the design; one that is added or lost is a decision, not an accident.</summary>
public sealed class ProjectArrows
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Npm"] = [],
        ["GraphQL"] = [],
        ["Bolt"] = [],
        ["Storage"] = ["Bolt", "Npm"],
        ["Ingestion"] = ["Npm", "Storage"],
        ["GraphApi"] = ["GraphQL", "Ingestion", "Npm", "Storage"],
    };

    [Fact]
    public void Each_project_references_exactly_the_projects_that_the_design_names()
    {
        var found = Projects().ToDictionary(p => Path.GetFileNameWithoutExtension(p)!, References);

        found.Keys.ShouldBe(Allowed.Keys, ignoreOrder: true);
        foreach (var (project, references) in found)
        {
            references.ShouldBe(Allowed[project], ignoreOrder: true, $"references of {project}");
        }
    }

    [Theory]
    [InlineData("Npm")]
    [InlineData("GraphQL")]
    [InlineData("Bolt")]
    public void A_pure_project_references_no_package_but_analyzers(string project)
    {
        var file = Projects().Single(p => Path.GetFileNameWithoutExtension(p) == project);

        XDocument.Load(file).Descendants("PackageReference").ShouldBeEmpty();
    }

    [Fact]
    public void Sql_stands_in_the_sqlite_store_and_nowhere_else()
    {
        var elsewhere = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => !file.Contains(Path.Combine("Storage", "Sqlite"), StringComparison.Ordinal))
            .Where(file =>
                File.ReadAllText(file) is var text && (text.Contains("SELECT ") || text.Contains("INSERT INTO"))
            );

        elsewhere.ShouldBeEmpty();
    }

    [Fact]
    public void Cypher_stands_in_the_neo4j_store_and_nowhere_else()
    {
        var elsewhere = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => !file.Contains(Path.Combine("Storage", "Neo4j"), StringComparison.Ordinal))
            .Where(file =>
                File.ReadAllText(file) is var text && (text.Contains("MATCH (") || text.Contains("MERGE ("))
            );

        elsewhere.ShouldBeEmpty();
    }

    private static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);

    private static string[] References(string project) =>
        [
            .. XDocument
                .Load(project)
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)),
        ];
}
