using DepGraph.GraphQL.Binding;

namespace DepGraph.GraphApi.Querying;

/// <summary>An input type of operations. Names and meanings are HotChocolate's.</summary>
/// <param name="typeName">Its name in the schema.</param>
/// <param name="valueType">The type of a single value in the schema.</param>
/// <param name="operations">The names of its operations.</param>
/// <param name="isNesting">Whether it has <c>and</c> and <c>or</c> of its own.</param>
internal sealed class OperationInput(string typeName, string valueType, string[] operations, bool isNesting = false)
{
    private static readonly string[] Equality = ["eq", "neq", "in", "nin"];
    private static readonly string[] Comparisons = [.. Equality, "gt", "gte", "lt", "lte"];
    private static readonly string[] Texts =
    [
        .. Equality,
        "contains",
        "ncontains",
        "startsWith",
        "nstartsWith",
        "endsWith",
        "nendsWith",
    ];

    public static OperationInput Text { get; } = new("StringOperationFilterInput", "String", Texts, isNesting: true);

    public static OperationInput Version { get; } =
        new("VersionOperationFilterInput", "String", [.. Texts, "gt", "gte", "lt", "lte"], isNesting: true);

    public static OperationInput Int { get; } = new("IntOperationFilterInput", "Int", Comparisons);

    public static OperationInput Long { get; } = new("LongOperationFilterInput", "Long", Comparisons);

    public static OperationInput DateTime { get; } = new("DateTimeOperationFilterInput", "DateTime", Comparisons);

    public static OperationInput Boolean { get; } = new("BooleanOperationFilterInput", "Boolean", ["eq", "neq"]);

    public string TypeName => typeName;

    public IReadOnlyList<string> Operations => operations;

    /// <summary>The operations of an enum.</summary>
    public static OperationInput Enum(string enumName) => new($"{enumName}OperationFilterInput", enumName, Equality);

    /// <summary>The types that every list shares, and the directions of an order.</summary>
    public static void BindShared(SchemaBinder binder)
    {
        foreach (var input in (OperationInput[])[Text, Version, Int, Long, DateTime, Boolean])
        {
            input.Bind(binder);
        }

        binder.Enum<SortDirection>("SortEnumType");
    }

    /// <summary>Holds it against the schema.</summary>
    public void Bind(SchemaBinder binder)
    {
        var fields = operations.Select(name =>
            (name, FilterOperation.Named(name).TakesList ? $"[{valueType}]" : valueType)
        );
        binder.Input(
            typeName,
            isNesting ? [.. fields, ("and", $"[{typeName}!]"), ("or", $"[{typeName}!]")] : [.. fields]
        );
    }
}
