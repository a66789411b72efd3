using DepGraph.Storage.Querying;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Storage.Tests.Querying;

/// <summary>Random jobs with few distinct values, and filters and orders over them that often hit.</summary>
internal static class Jobs
{
    /// <summary>Texts whose order, prefixes and wildcards are easily got wrong.</summary>
    private static readonly string[] Texts =
    [
        "",
        "a",
        "ab",
        "a%",
        "a_b",
        "A",
        "b*",
        "a\0b",
        "é",
        "a\uD7FF",
        "\uE000",
        "\uFFFD",
        "\U0001F600",
        "a\U0010FFFF",
        "\U0010FFFF\U0010FFFF",
    ];

    private static readonly Field<IngestionRecord>[] Fields =
    [
        IngestionFields.Spec,
        IngestionFields.State,
        IngestionFields.RequestedAt,
        IngestionFields.StartedAt,
        IngestionFields.FinishedAt,
        IngestionFields.Error,
        IngestionFields.PackagesFetched,
    ];

    private static readonly Gen<DateTimeOffset> Times = Gen.Choose(0, 4)
        .Select(minute => Documents.Noon.AddMinutes(minute));

    private static readonly Gen<DateTimeOffset?> MaybeTimes = Times.Select(time => (DateTimeOffset?)time).OrNullOf();

    private static readonly Gen<IngestionRecord> Job =
        from spec in Gen.Elements(Texts)
        from state in Gen.Elements(Enum.GetValues<IngestionState>())
        from requested in Times
        from started in MaybeTimes
        from finished in MaybeTimes
        from error in Gen.Elements(Texts).OrNull()
        from fetched in Gen.Choose(0, 3)
        select new IngestionRecord
        {
            Id = "",
            Spec = spec,
            State = state,
            RequestedAt = requested,
            StartedAt = started,
            FinishedAt = finished,
            Error = error,
            PackagesFetched = fetched,
        };

    /// <summary>Up to 30 jobs with ids of their own.</summary>
    public static Gen<IngestionRecord[]> List { get; } =
        from count in Gen.Choose(0, 30)
        from jobs in Job.ArrayOf(count)
        select jobs.Select((job, i) => job with { Id = $"{i * 7 % 31:00}" }).ToArray();

    public static Gen<Filter<IngestionRecord>> Filters { get; } = FilterOf(depth: 3);

    /// <summary>Filters that an index always serves: every job was requested at some time.</summary>
    public static Gen<Filter<IngestionRecord>> ServedFilters { get; } =
        Filters.Select(
            Filter<IngestionRecord> (filter) =>
                new AllOf<IngestionRecord>([
                    new Condition<IngestionRecord>(
                        IngestionFields.RequestedAt,
                        FilterOperator.Greater,
                        [FieldValue.Of(DateTimeOffset.MinValue)]
                    ),
                    filter,
                ])
        );

    public static Gen<Order<IngestionRecord>> Orders { get; } =
        from keys in (
            from field in Gen.Elements(Fields[..5])
            from isDescending in ArbMap.Default.GeneratorFor<bool>()
            select new SortKey<IngestionRecord>(field, isDescending)
        ).NonEmptyListOf()
        select IngestionFields.OrderBy(keys.Take(4).ToArray());

    private static Gen<Filter<IngestionRecord>> FilterOf(int depth)
    {
        var condition = Gen.Elements(Fields).SelectMany(ConditionOn);
        if (depth == 0)
            return condition;
        var inner = FilterOf(depth - 1);
        var few = Gen.Choose(0, 3).SelectMany(count => inner.ListOf(count));
        return Gen.OneOf(
            condition,
            few.Select(Filter<IngestionRecord> (filters) => new AllOf<IngestionRecord>([.. filters])),
            few.Select(Filter<IngestionRecord> (filters) => new AnyOf<IngestionRecord>([.. filters])),
            inner.Select(Filter<IngestionRecord> (filter) => new Not<IngestionRecord>(filter))
        );
    }

    private static Gen<Filter<IngestionRecord>> ConditionOn(Field<IngestionRecord> field)
    {
        var value = Job.Select(field.Read).Where(read => !read.IsNull);
        var many = Gen.Choose(0, 3).SelectMany(count => Job.Select(field.Read).ListOf(count));
        var relations = Enum.GetValues<FilterOperator>()
            .Where(relation => field.Type == FieldType.Text ? relation < FilterOperator.Greater : !IsText(relation));
        return from relation in Gen.Elements(relations)
            from operands in relation == FilterOperator.In
                ? many.Select(m => m.ToArray())
                : value.Select(v => new[] { v })
            select (Filter<IngestionRecord>)new Condition<IngestionRecord>(field, relation, operands);
    }

    private static bool IsText(FilterOperator relation) =>
        relation is FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith;

    private static Gen<DateTimeOffset?> OrNullOf(this Gen<DateTimeOffset?> times) =>
        Gen.Frequency((3, times), (1, Gen.Constant<DateTimeOffset?>(null)));

    private static Gen<string?> OrNull(this Gen<string> texts) =>
        Gen.Frequency((3, texts.Select(text => (string?)text)), (1, Gen.Constant<string?>(null)));
}
