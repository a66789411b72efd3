using System.Text;
using DepGraph.Ingestion.Dependents;
using DepGraph.Storage.Querying;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Ingestion.Tests.Dependents;

public sealed class NameRangesProperties
{
    private static readonly Field<string> Name = new("package", FieldType.Text, name => FieldValue.Of(name));

    private static readonly string[] Names =
    [
        "",
        "a",
        "a0",
        "aa",
        "ab",
        "b",
        "@s/a",
        "\uffff",
        "\U00010000",
        "é",
        "\0",
    ];

    [Fact]
    public void Ranges_hold_exactly_the_names_that_the_filter_means() =>
        Prop.ForAll(
                Filters(3).ToArbitrary(),
                filter =>
                {
                    var ranges = NameRanges.Of(filter);
                    return IsOrdered(ranges)
                        && Names.All(name => DependentsModel.Holds(ranges, name) == filter.Matches(name));
                }
            )
            .Check(PropertyRun.Of(1000));

    [Fact]
    public void The_same_names_have_the_same_text()
    {
        Of(FilterOperator.In, "a", "b").ToString().ShouldBe(Of(FilterOperator.In, "b", "a", "b").ToString());
        Of(FilterOperator.In, "a").ToString().ShouldNotBe(Of(FilterOperator.StartsWith, "a").ToString());
        Of(FilterOperator.StartsWith, "").IsEverything.ShouldBeTrue();
        Not(FilterOperator.In).IsEverything.ShouldBeTrue();
        Not(FilterOperator.StartsWith, "").Ranges.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData(FilterOperator.Contains)]
    [InlineData(FilterOperator.EndsWith)]
    public void The_middle_and_the_end_of_a_name_are_no_range(FilterOperator relation) =>
        Should.Throw<UnindexedQueryException>(() => Of(relation, "a")).Field.ShouldBe("package");

    public static NameRanges Of(FilterOperator relation, params string[] operands) =>
        NameRanges.Of(Condition(relation, operands));

    public static NameRanges Not(FilterOperator relation, params string[] operands) =>
        NameRanges.Of(new Not<string>(Condition(relation, operands)));

    private static Condition<string> Condition(FilterOperator relation, string[] operands) =>
        new(Name, relation, [.. operands.Select(FieldValue.Of)]);

    private static bool IsOrdered(NameRanges names)
    {
        var ranges = names.Ranges;
        for (var i = 0; i < ranges.Length; i++)
        {
            var isEmpty = ranges[i].Before is { } before && ranges[i].From.AsSpan().SequenceCompareTo(before) >= 0;
            if (isEmpty || (i > 0 && ranges[i - 1].Reaches(ranges[i].From)))
            {
                return false;
            }
        }

        return true;
    }

    private static Gen<Filter<string>> Filters(int depth)
    {
        var leaves =
            from relation in Gen.Elements(FilterOperator.In, FilterOperator.StartsWith)
            from count in Gen.Choose(relation == FilterOperator.In ? 0 : 1, relation == FilterOperator.In ? 3 : 1)
            from operands in Gen.Elements(Names).ArrayOf(count)
            select (Filter<string>)Condition(relation, operands);
        if (depth == 0)
        {
            return leaves;
        }

        var inner = Filters(depth - 1);
        return Gen.OneOf(
            leaves,
            from part in inner
            select (Filter<string>)new Not<string>(part),
            from parts in inner.ArrayOf(2)
            select (Filter<string>)new AllOf<string>(parts),
            from parts in inner.ArrayOf(2)
            select (Filter<string>)new AnyOf<string>(parts)
        );
    }
}
