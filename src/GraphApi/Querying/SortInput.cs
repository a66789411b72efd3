using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL.Binding;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Querying;

/// <summary>An input type that sorts a list: <c>XSortInput</c>, of whose entries the argument <c>order</c> is a list.</summary>
/// <param name="typeName">Its name in the schema.</param>
/// <param name="standard">The order when none is asked for.</param>
/// <param name="ties">Fields that together tell every two rows apart.</param>
/// <param name="fields">What can be sorted by, by name in the schema.</param>
internal sealed class SortInput<TRow>(
    string typeName,
    Order<TRow> standard,
    Field<TRow>[] ties,
    params (string Name, Field<TRow> Field)[] fields
)
{
    public Order<TRow> Standard => standard;

    /// <summary>Holds it against the schema.</summary>
    public void Bind(SchemaBinder binder) =>
        binder.Input(typeName, [.. fields.Select(field => (field.Name, "SortEnumType"))]);

    /// <summary>The order that an argument <c>order</c> means; <see cref="Standard"/> when it says nothing.</summary>
    /// <exception cref="GraphQL.GraphQLException">It is too long, or an entry names several fields.</exception>
    public Order<TRow> Read(object?[]? order)
    {
        var entries = order ?? [];
        if (entries.Length > FilterLimits.MaxSortEntries)
        {
            throw InputError.BadInput(
                $"`order` has {entries.Length} entries; at most {FilterLimits.MaxSortEntries} are taken."
            );
        }

        var keys = new List<SortKey<TRow>>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var named = ((IReadOnlyDictionary<string, object?>)entries[i]!).Where(entry => entry.Value is not null);
            keys.AddRange(ReadEntry([.. named], i));
        }

        return keys.Count == 0 ? standard : new Order<TRow>(keys, ties);
    }

    private IEnumerable<SortKey<TRow>> ReadEntry(KeyValuePair<string, object?>[] named, int index) =>
        named.Length <= 1
            ? named.Select(entry => new SortKey<TRow>(
                fields.First(field => field.Name == entry.Key).Field,
                entry.Value is SortDirection.Desc
            ))
            : throw InputError.BadInput(
                $"`order[{index}]` names {string.Join(" and ", named.Select(entry => entry.Key))}, whose order is not defined within one object; give each its own entry, as in order: [{{ {named[0].Key}: ASC }}, {{ {named[1].Key}: ASC }}]."
            );
}
