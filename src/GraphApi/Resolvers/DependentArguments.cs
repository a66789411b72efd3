using DepGraph.GraphApi.Paging;
using DepGraph.GraphQL;
using DepGraph.GraphQL.Execution;
using DepGraph.Ingestion.Dependents;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Querying;

namespace DepGraph.GraphApi.Resolvers;

/// <summary>The arguments of <c>Package.dependents</c>.</summary>
internal sealed record DependentArguments
{
    public required DependencyKinds Kinds { get; init; }

    public required bool LatestOnly { get; init; }

    /// <summary>A version, dist-tag or range; null: all dependents are meant.</summary>
    public required string? ResolvingTo { get; init; }

    public required int Depth { get; init; }

    public required NameRanges Names { get; init; }

    public required Order<Dependent> Order { get; init; }

    /// <summary>0 when only the count is selected.</summary>
    public required int First { get; init; }

    public required string? After { get; init; }

    /// <exception cref="GraphQLException">An argument is wrong, or does not go with another; the message says which and how.</exception>
    public static DependentArguments Read(FieldContext context)
    {
        var arguments = new DependentArguments
        {
            Kinds = KindsArgument.ReadOrAll(context),
            LatestOnly = context.Argument<bool>("latestOnly"),
            ResolvingTo = context.Argument<string?>("resolvingTo"),
            Depth = context.Argument<int>("depth"),
            Names = DependentInputs.ReadNames(context.Argument<IReadOnlyDictionary<string, object?>?>("where")),
            Order = DependentInputs.Sort.Read(context.Argument<object?[]?>("order")),
            First = ReadFirst(context),
            After = context.Argument<string?>("after"),
        };
        arguments.Check();
        return arguments;
    }

    /// <exception cref="GraphQLException">It is out of bounds.</exception>
    public static int ReadFirst(FieldContext context)
    {
        var first = PageSize.Check("first", context.Argument<int>("first"));
        return ConnectionType.IsPageSelected(context) ? first : 0;
    }

    /// <exception cref="GraphQLException">The cursor is none of this list in this order.</exception>
    public DependentsQuery ToQuery(string package) =>
        new()
        {
            Package = package,
            Kinds = Kinds,
            LatestOnly = LatestOnly,
            Names = Names,
            Order = DependentInputs.ToOrder(Order),
            After = DependentInputs.ParseCursor(After, Order),
            First = First,
        };

    /// <exception cref="GraphQLException">The cursor is none of this list.</exception>
    public TransitiveQuery ToTransitiveQuery(string package)
    {
        var after = After is null ? (RevisionCursor?)null : RevisionCursor.Parse(After);
        return new TransitiveQuery
        {
            Package = package,
            Kinds = Kinds,
            Depth = Depth,
            After = after is { } cursor ? (cursor.Revision, cursor.Index) : null,
            First = First,
        };
    }

    private void Check()
    {
        if (Depth < 1)
        {
            throw InputError.BadInput($"`depth` is {Depth}; it must be 1 (direct dependents) or more.");
        }

        if (!LatestOnly && (ResolvingTo is not null || Depth > 1))
        {
            throw InputError.BadInput(
                $"`{(Depth > 1 ? "depth" : "resolvingTo")}` goes by latest versions; leave `latestOnly` out."
            );
        }

        if (Depth > 1 && !Names.IsEverything)
        {
            throw InputError.BadInput("`where` is for direct dependents; leave it out, or `depth`.");
        }

        if (Depth > 1 && (ResolvingTo is not null || Order != DependentInputs.Sort.Standard))
        {
            throw InputError.BadInput(
                $"With `depth` above 1 packages come by distance, then name, whatever version they get; leave `{(ResolvingTo is not null ? "resolvingTo" : "order")}` out."
            );
        }
    }
}
