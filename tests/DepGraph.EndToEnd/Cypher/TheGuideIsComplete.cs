using DepGraph.Bolt;

namespace DepGraph.EndToEnd.Cypher;

/// <summary>What docs/cypher.md says is in the graph is what is in it: labels, relationships, properties with their types, indexes.</summary>
[Collection(nameof(AnalystsGraph))]
public sealed class TheGuideIsComplete(AnalystsGraph graph)
{
    private static readonly string[] Documented = ["Package", "Version", "External", "IngestionJob"];

    [Fact]
    public async Task Every_label_stands_in_the_guide_and_every_label_of_the_guide_exists()
    {
        var labels = await ReadAsync("CALL db.labels() YIELD label RETURN label", row => row.Get<string>("label"));

        Documented.Concat(Bookkeeping().Select(row => row.Label)).Distinct().ShouldBe(labels, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_property_of_a_node_stands_in_the_guide()
    {
        var found = await ReadAsync(
            "MATCH (n) UNWIND labels(n) AS label UNWIND keys(n) AS key RETURN DISTINCT label, key",
            row => $"{row.Get<string>("label")}.{row.Get<string>("key")}"
        );

        var documented = Documented
            .SelectMany(label => Typed(label).Select(property => $"{label}.{property.Name}"))
            .Concat(Bookkeeping().SelectMany(row => row.Properties.Select(property => $"{row.Label}.{property}")))
            .ToList();
        documented.ShouldBeUnique();
        // The second labels of a package and of a job have that one's properties.
        found
            .Where(name => !name.StartsWith("Pending.") && !name.StartsWith("Unfinished."))
            .Except(documented)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_property_has_the_type_that_stands_in_the_guide()
    {
        foreach (var label in Documented)
        {
            var types = (
                await ReadAsync(
                    $"MATCH (n:{label}) UNWIND keys(n) AS key RETURN DISTINCT key, valueType(n[key]) AS type",
                    row => (Key: row.Get<string>("key"), Type: WithoutNull(row.Get<string>("type")))
                )
            ).ToLookup(pair => pair.Key, pair => pair.Type);
            foreach (var (name, type) in Typed(label).Where(property => types.Contains(property.Name)))
            {
                types[name].ShouldBe([type], $"{label}.{name}");
            }
        }
    }

    [Fact]
    public async Task Every_relationship_stands_in_the_guide_with_what_it_leads_to_and_what_it_has()
    {
        var found = await ReadAsync(
            """
            MATCH (a)-[r]->(b)
            UNWIND CASE WHEN keys(r) = [] THEN [''] ELSE keys(r) END AS key
            RETURN DISTINCT type(r) AS type, [l IN labels(a) WHERE l <> 'Pending'][0] AS a, [l IN labels(b) WHERE l <> 'Pending'][0] AS b, key
            """,
            row => $"{row.Get<string>("type")} {row.Get<string>("a")} → {row.Get<string>("b")} {row.Get<string>("key")}"
        );

        var documented =
            from row in CypherPage.TableBelow("Relationships").Rows
            from ends in row[1].Split(", ")
            from key in Names(row[2])
            select $"{row[0]} {ends} {key}";
        documented.ShouldBe(found, ignoreOrder: true);
    }

    [Fact]
    public async Task The_indexes_of_the_guide_are_there()
    {
        var found = await ReadAsync(
            "SHOW INDEXES YIELD labelsOrTypes, properties, owningConstraint WHERE labelsOrTypes IS NOT NULL RETURN *",
            row =>
                $"{row.Get<List<string>>("labelsOrTypes")[0]}({string.Join(", ", row.Get<List<string>>("properties"))})"
                + (row["owningConstraint"] is null ? "" : " unique")
        );

        var documented = CypherPage
            .TableBelow("Indexes")
            .Rows.Select(row => $"{row[0]}({string.Join(", ", Names(row[1]))}) {row[2]}".TrimEnd())
            .ToList();
        documented.ShouldNotBeEmpty();
        documented.Except(found).ShouldBeEmpty();
    }

    private static IEnumerable<(string Name, string Type)> Typed(string label) =>
        from row in CypherPage.TableBelow(label).Rows
        from name in Names(row[0])
        select (name, row[1]);

    private static IEnumerable<(string Label, string[] Properties)> Bookkeeping() =>
        CypherPage
            .TableBelow("Bookkeeping")
            .Rows.Select(row => (row[0], Names(row[2]).Where(name => name != "").ToArray()));

    /// <summary>The names of a cell such as <c>`a`, `b`</c>.</summary>
    private static string[] Names(string cell) => [.. cell.Split(", ").Select(name => name.Trim('`'))];

    private static string WithoutNull(string type) => type.Replace(" NOT NULL", "", StringComparison.Ordinal);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string cypher, Func<IRecord, T> read)
    {
        var result = await graph.Driver.ExecutableQuery(cypher).ExecuteAsync(TestContext.Current.CancellationToken);
        return [.. result.Result.Select(read)];
    }
}
