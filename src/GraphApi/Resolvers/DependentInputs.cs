using DepGraph.GraphApi.Paging;
using DepGraph.GraphApi.Querying;
using DepGraph.Ingestion.Dependents;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The order of <c>Package.dependents</c>, and its cursors.</summary>
internal static class DependentInputs
{
    private static readonly Field<Dependent> Package = new(
        "package",
        FieldType.Text,
        row => FieldValue.Of(row.Place.Package)
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

    /// <summary>By package, then version, kind and declared name.</summary>
    public static Order<Dependent> ByName { get; } = new([new SortKey<Dependent>(Package)], Version, Kind, Name);

    /// <summary>The place that a cursor names; null for no cursor.</summary>
    /// <exception cref="GraphQL.GraphQLException">It is no cursor of this list.</exception>
    public static DependentPlace? ParseCursor(string? cursor) =>
        OrderCursor.Parse(cursor, ByName) is not { } place ? null
        : place[2].Number is >= 0 and <= (long)DependencyKind.PeerOptional
            ? new DependentPlace(place[0].Text!, place[1].Text!, (DependencyKind)place[2].Number, place[3].Text!)
        : throw InputError.InvalidCursor(cursor!);
}
