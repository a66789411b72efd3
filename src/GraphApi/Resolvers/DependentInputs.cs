using DepGraph.GraphApi.Paging;
using DepGraph.GraphApi.Querying;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Binding;
using DepGraph.Ingestion.Dependents;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>DependentFilterInput and DependentSortInput: what <c>Package.dependents</c> can be filtered and sorted by, and its cursors.</summary>
internal static class DependentInputs
{
    private static readonly Field<Dependent> Package = new(
        "package",
        FieldType.Text,
        row => FieldValue.Of(row.Place.Package)
    );

    private static readonly Field<Dependent> Dependents = new(
        "dependents",
        FieldType.Number,
        row => FieldValue.Of(row.Place.Rank)
    );

    private static readonly Field<Dependent> Version = new(
        "version",
        FieldType.Text,
        row => FieldValue.Of(row.Place.Version)
    );

    private static readonly Field<Dependent> Kind = new(
        "kind",
        FieldType.Number,
        row => FieldValue.Of((long)row.Place.Kind)
    );

    private static readonly Field<Dependent> Name = new("name", FieldType.Text, row => FieldValue.Of(row.Place.Name));

    private static readonly Field<Dependent> Epoch = new("epoch", FieldType.Text, row => FieldValue.Of(row.Place.Epoch))
    {
        IsNullable = true,
    };

    private static readonly Field<Dependent>[] Ties = [Package, Version, Kind, Name, Epoch];

    public static FilterInput<Dependent> Filter { get; } =
        new("DependentFilterInput", new FilterField<Dependent>("package", OperationInput.Text, Package));

    public static SortInput<Dependent> Sort { get; } =
        new(
            "DependentSortInput",
            new Order<Dependent>([new SortKey<Dependent>(Package)], Ties),
            Ties,
            ("name", Package),
            ("dependents", Dependents)
        );

    public static void Bind(SchemaBinder binder)
    {
        Filter.Bind(binder);
        Sort.Bind(binder);
    }

    /// <summary>The names of depending packages that an argument <c>where</c> means.</summary>
    /// <exception cref="GraphQLException">It asks for something that the order of names does not tell, or is too large.</exception>
    public static NameRanges ReadNames(IReadOnlyDictionary<string, object?>? where)
    {
        try
        {
            return NameRanges.Of(Filter.Read(where));
        }
        catch (UnindexedQueryException refusal)
        {
            throw new GraphQLException(
                $"`{refusal.Origin}` would have to look at every dependent; use eq, in or startsWith, or what negates them.",
                FilterInput<Dependent>.UnindexedCode
            );
        }
    }

    /// <summary>The order as the graph has it.</summary>
    public static DependentOrder ToOrder(Order<Dependent> order)
    {
        var rank = order.Keys.TakeWhile(key => key.Field != Package).FirstOrDefault(key => key.Field == Dependents);
        return new DependentOrder
        {
            IsMostDependedUponFirst = rank.Field is null ? null : rank.IsDescending,
            IsNameDescending = order.Keys.First(key => key.Field == Package).IsDescending,
            IsVersionDescending = order.Keys.First(key => key.Field == Version).IsDescending,
        };
    }

    /// <summary>The place that a cursor names; null for no cursor.</summary>
    /// <exception cref="GraphQLException">It is no cursor of this list in this order.</exception>
    public static DependentPlace? ParseCursor(string? cursor, Order<Dependent> order)
    {
        if (OrderCursor.Parse(cursor, order) is not { } place)
        {
            return null;
        }

        var kind = Value(Kind).Number;
        return kind is >= 0 and <= (long)DependencyKind.PeerOptional
            ? new DependentPlace(Value(Package).Text!, Value(Version).Text!, (DependencyKind)kind, Value(Name).Text!)
            {
                Rank = (int)Math.Clamp(Value(Dependents).Number, 0, int.MaxValue),
                Epoch = Value(Epoch).Text,
            }
            : throw InputError.InvalidCursor(cursor!);

        FieldValue Value(Field<Dependent> field)
        {
            for (var i = 0; i < place.Length; i++)
            {
                if (order.Keys[i].Field == field)
                {
                    return place[i];
                }
            }

            return FieldValue.Null;
        }
    }
}
