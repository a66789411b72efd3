using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Querying;

/// <summary>An input type that filters a list: <c>XFilterInput</c>, the type of the argument <c>where</c>.</summary>
/// <param name="typeName">Its name in the schema.</param>
/// <param name="fields">What can be filtered by, beside <c>and</c>, <c>or</c> and <c>not</c>.</param>
internal sealed class FilterInput<TRow>(string typeName, params FilterField<TRow>[] fields)
{
    public const string UnindexedCode = "UNINDEXED_FILTER";

    private readonly Dictionary<string, FilterField<TRow>> _fields = fields.ToDictionary(
        field => field.Name,
        StringComparer.Ordinal
    );

    /// <summary>Holds it against the schema.</summary>
    public void Bind(SchemaBinder binder) =>
        binder.Input(
            typeName,
            [
                ("and", $"[{typeName}!]"),
                ("or", $"[{typeName}!]"),
                ("not", typeName),
                .. fields.Select(field => (field.Name, field.Input.TypeName)),
            ]
        );

    /// <summary>The filter that an argument <c>where</c> means; everything when it says nothing.</summary>
    /// <exception cref="GraphQLException">It is too large, or a value does not fit; the message names the place.</exception>
    public Filter<TRow> Read(IReadOnlyDictionary<string, object?>? where) =>
        new FilterReader<TRow>(_fields).ReadFilter(where, "where", depth: 1) ?? Filter.Everything<TRow>();

    /// <summary>What a client can do when no index serves its question.</summary>
    public GraphQLException Explain(UnindexedQueryException refusal)
    {
        var others = string.Join(", ", refusal.IndexedFields.Where(_fields.ContainsKey));
        var advice = $"add a condition on one of {others} beside it";
        if (refusal.IsIndexed && _fields.TryGetValue(refusal.Field, out var field))
        {
            var operations = field.Input.Operations.Where(name => FilterOperation.Named(name).IsSeek);
            advice = $"use {string.Join(", ", operations)} of `{field.Name}`, or {advice}";
        }

        return new GraphQLException(
            $"`{refusal.Origin ?? refusal.Field}` cannot be answered from an index; {advice}.",
            UnindexedCode
        );
    }
}
