using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Querying;

/// <summary>Reads one argument <c>where</c>. What says nothing is null, and left out of what it stands in.</summary>
/// <exception cref="GraphQLException">It is too large, or a value does not fit; the message names the place.</exception>
internal sealed class FilterReader<TRow>(IReadOnlyDictionary<string, FilterField<TRow>> fields)
{
    private int _conditions;
    private int _values;

    public Filter<TRow>? ReadFilter(object? given, string path, int depth)
    {
        if (given is null)
        {
            return null;
        }

        var parts = new List<Filter<TRow>>();
        foreach (var (name, value) in Entries(given, path, depth))
        {
            var place = $"{path}.{name}";
            var part = name switch
            {
                "and" or "or" => ReadList(value, name == "or", place, (item, at) => ReadFilter(item, at, depth + 1)),
                "not" => ReadFilter(value, place, depth + 1) is { } filter ? new Not<TRow>(filter) : null,
                _ => ReadOperations(value, fields[name], place, depth + 1),
            };
            if (part is not null)
            {
                parts.Add(part);
            }
        }

        return AllOf(parts);
    }

    private Filter<TRow>? ReadOperations(object? given, FilterField<TRow> field, string path, int depth)
    {
        var parts = new List<Filter<TRow>>();
        foreach (var (name, value) in Entries(given, path, depth))
        {
            var place = $"{path}.{name}";
            var part = name is "and" or "or"
                ? ReadList(value, name == "or", place, (item, at) => ReadOperations(item, field, at, depth + 1))
                : ReadCondition(value, field, FilterOperation.Named(name), place);
            if (part is not null)
            {
                parts.Add(part);
            }
        }

        return AllOf(parts);
    }

    private static Filter<TRow>? ReadList(
        object? given,
        bool isAny,
        string path,
        Func<object?, string, Filter<TRow>?> read
    )
    {
        var parts = new List<Filter<TRow>>();
        foreach (var (index, item) in ((object?[]?)given ?? []).Index())
        {
            if (read(item, $"{path}[{index}]") is { } part)
            {
                parts.Add(part);
            }
        }

        return isAny && parts.Count > 1 ? new AnyOf<TRow>(parts) : AllOf(parts);
    }

    private Filter<TRow> ReadCondition(object? given, FilterField<TRow> field, FilterOperation operation, string path)
    {
        if (++_conditions > FilterLimits.MaxConditions)
        {
            throw InputError.BadInput(
                $"`where` has more than {FilterLimits.MaxConditions} conditions; use `in` instead of many `eq`, or ask in parts."
            );
        }

        var subject = operation.IsComparison ? field.Compared ?? field.Field : field.Field;
        FieldValue[] operands = operation.TakesList
            ? [.. ReadValues(given, subject, path)]
            : [ReadValue(given, subject, isNullAllowed: operation.Operator == FilterOperator.In, path)];
        var condition = new Condition<TRow>(subject, operation.Operator, operands) { Origin = path };
        return operation.IsNegated ? new Not<TRow>(condition) : condition;
    }

    private IEnumerable<FieldValue> ReadValues(object? given, Field<TRow> field, string path)
    {
        if (given is not object?[] items)
        {
            throw InputError.BadInput($"`{path}` is null; give it a list, or leave it out.");
        }

        _values += items.Length;
        return _values <= FilterLimits.MaxValues
            ? items.Select((item, index) => ReadValue(item, field, isNullAllowed: true, $"{path}[{index}]"))
            : throw InputError.BadInput(
                $"The lists in `where` have more than {FilterLimits.MaxValues} values; ask in parts."
            );
    }

    private static FieldValue ReadValue(object? given, Field<TRow> field, bool isNullAllowed, string path)
    {
        var value = InputValues.Read(given, field.Type, path);
        return !value.IsNull || (isNullAllowed && field.IsNullable) ? value
            : isNullAllowed
                ? throw InputError.BadInput($"`{path}` is null, which `{field.Name}` never is; leave it out.")
            : throw InputError.BadInput($"`{path}` is null; give it a value, or leave it out.");
    }

    private static IReadOnlyDictionary<string, object?> Entries(object? given, string path, int depth)
    {
        if (depth > FilterLimits.MaxDepth)
        {
            throw InputError.BadInput($"`where` nests deeper than {FilterLimits.MaxDepth} levels, at `{path}`.");
        }

        return given as IReadOnlyDictionary<string, object?>
            ?? throw InputError.BadInput(
                $"`{path}` is null; give it an operation such as {{ eq: … }}, or leave it out."
            );
    }

    private static Filter<TRow>? AllOf(List<Filter<TRow>> parts) =>
        parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => new AllOf<TRow>(parts),
        };
}
