using System.Text;
using DepGraph.Storage.Searching;

namespace DepGraph.Storage.Sqlite;

/// <summary>Searches within a reader's snapshot: stage after stage, until there are enough.</summary>
internal static class SearchReader
{
    /// <summary>
    /// FTS5 gives rows in the order of their numbers as it finds them, and no more than are asked for. Dependents that went before they were
    /// counted, while the index is filled, count as none.
    /// </summary>
    public const string FindSql = $"""
        SELECT p.name, max(e.dependents, 0)
        FROM search
        CROSS JOIN package p ON p.id = {SearchRow.PackageIdSql}
        CROSS JOIN search_entry e ON e.package_id = p.id
        WHERE search MATCH ? ORDER BY search.rowid LIMIT ?
        """;
    private const string IsFilledSql = "SELECT done >= last FROM search_fill";

    public static PackageHits Find(SqliteSession session, SearchText text, int limit)
    {
        var found = new FoundHits(text, limit);
        foreach (var stage in text.Stages())
        {
            using var rows = session.Query(FindSql).Bind(ExpressionOf(stage)).Bind(limit + 1);
            while (rows.Step())
                found.Add(rows.Text(0), stage.Tier, rows.Int64(1));
            if (found.IsFull)
                break;
        }
        return found.ToHits(isFilled: session.Query(IsFilledSql).Scalar() != 0);
    }

    /// <summary>In the language of FTS5. A term is quoted, and has nothing in it that would mean anything else.</summary>
    private static string ExpressionOf(SearchStage stage)
    {
        var expression = new StringBuilder();
        foreach (var (place, terms) in stage.Terms.Index())
        {
            expression.Append(place == 0 ? "(" : " AND (");
            foreach (var (alternative, term) in terms.Index())
                expression
                    .Append(alternative == 0 ? "\"" : " OR \"")
                    .Append(term.Text)
                    .Append(term.IsPrefix ? "\" *" : "\"");
            expression.Append(')');
        }
        return expression.ToString();
    }
}
