using System.Text;
using DepGraph.Bolt.PackStream;
using DepGraph.Storage.Neo4j.Heads;
using DepGraph.Storage.Neo4j.Schema;
using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Neo4j.Search;

/// <summary>Searches stage after stage, each a round trip, until there are enough.</summary>
internal sealed class SearchReader(Neo4jDatabase database)
{
    public const string FindCypher = $$"""
        MATCH (g:Graph)
        CALL () {
          CALL db.index.fulltext.queryNodes('{{SearchSchema.IndexName}}', $query, {limit: $limit}) YIELD node AS p
          RETURN collect([p.name, {{SearchRankCypher.Dependents}}]) AS hits
        }
        RETURN g.searchFill IS NULL, hits
        """;

    public async Task<PackageHits> FindAsync(SearchText text, int limit, CancellationToken cancellationToken)
    {
        var found = new FoundHits(text, limit);
        var isFilled = true;
        foreach (var stage in text.Stages())
        {
            var rows = await database.ReadAsync(
                FindCypher,
                new WrittenParameters(
                    2,
                    writer =>
                    {
                        writer.Entry("query", ExpressionOf(stage));
                        writer.Entry("limit", limit + 1L);
                    }
                ),
                ReadRow,
                cancellationToken
            );
            if (rows.Count == 0)
                throw CommitLock.GraphIsGone(database.Place);
            isFilled &= rows[0].IsFilled;
            foreach (var (name, dependents) in rows[0].Hits)
                found.Add(name, stage.Tier, dependents);
            if (found.IsFull)
                break;
        }
        return found.ToHits(isFilled);
    }

    /// <summary>In the language of Lucene. A term has nothing in it that would mean anything there.</summary>
    private static string ExpressionOf(SearchStage stage)
    {
        var expression = new StringBuilder();
        foreach (var terms in stage.Terms)
        {
            expression.Append("+(");
            foreach (var term in terms)
                expression.Append(" searchTerms:").Append(term.Text).Append(term.IsPrefix ? "*" : "");
            expression.Append(")^0 ");
        }
        return expression.Append(SearchRankCypher.Scores).ToString();
    }

    private static (bool IsFilled, (string Name, long Dependents)[] Hits) ReadRow(ref PackStreamReader fields)
    {
        var isFilled = fields.ReadBoolean();
        var hits = new (string, long)[fields.ReadListHeader()];
        for (var i = 0; i < hits.Length; i++)
        {
            fields.ReadListHeader();
            hits[i] = (fields.ReadString(), fields.ReadInteger());
        }
        return (isFilled, hits);
    }
}
