using DepGraph.Npm.SemVer;
using DepGraph.Storage.Querying;

namespace DepGraph.Storage.Tests.Querying;

public sealed class FilterTests
{
    private static readonly IngestionRecord Job = new()
    {
        Id = "1",
        Spec = "express@^4",
        State = IngestionState.Failed,
        RequestedAt = Documents.Noon,
    };

    [Theory]
    [InlineData(FilterOperator.StartsWith, "express", true)]
    [InlineData(FilterOperator.StartsWith, "Express", false)]
    [InlineData(FilterOperator.EndsWith, "^4", true)]
    [InlineData(FilterOperator.Contains, "ss@", true)]
    [InlineData(FilterOperator.Contains, "", true)]
    [InlineData(FilterOperator.Contains, "%", false)]
    [InlineData(FilterOperator.In, "express@^4", true)]
    public void Texts_are_compared_as_written(FilterOperator relation, string operand, bool matches) =>
        new Condition<IngestionRecord>(IngestionFields.Spec, relation, [FieldValue.Of(operand)])
            .Matches(Job)
            .ShouldBe(matches);

    [Theory]
    [InlineData(FilterOperator.Greater)]
    [InlineData(FilterOperator.GreaterOrEqual)]
    [InlineData(FilterOperator.Less)]
    [InlineData(FilterOperator.LessOrEqual)]
    public void Null_is_neither_before_nor_after_anything_but_does_match_a_negation(FilterOperator relation)
    {
        var condition = new Condition<IngestionRecord>(
            IngestionFields.FinishedAt,
            relation,
            [FieldValue.Of(Documents.Noon)]
        );

        condition.Matches(Job).ShouldBeFalse();
        new Not<IngestionRecord>(condition).Matches(Job).ShouldBeTrue();
        new Not<IngestionRecord>(condition).Normalize().Matches(Job).ShouldBeTrue();
    }

    [Fact]
    public void All_of_nothing_is_everything_and_any_of_nothing_is_nothing()
    {
        Filter.Everything<IngestionRecord>().Matches(Job).ShouldBeTrue();
        Filter.Nothing<IngestionRecord>().Matches(Job).ShouldBeFalse();
        new Condition<IngestionRecord>(IngestionFields.Spec, FilterOperator.In, [])
            .Normalize()
            .IsNothing.ShouldBeTrue();
    }

    [Fact]
    public void Values_are_ordered_null_first_texts_by_code_point_versions_by_precedence()
    {
        (FieldValue.Null < FieldValue.Of(long.MinValue)).ShouldBeTrue();
        (FieldValue.Of("\uFFFD") < FieldValue.Of("\U0001F600")).ShouldBeTrue();
        (FieldValue.Of("a") < FieldValue.Of("ab")).ShouldBeTrue();
        (Version("1.9.0") < Version("1.10.0")).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => FieldValue.Of("1").CompareTo(FieldValue.Of(1L)));
    }

    [Fact]
    public void Ties_run_in_the_direction_of_the_last_key()
    {
        IngestionFields
            .OrderBy(new(IngestionFields.Spec), new(IngestionFields.State, IsDescending: true))
            .ToString()
            .ShouldBe("spec ASC, state DESC, requestedAt DESC, id DESC");
        IngestionFields.Newest.ToString().ShouldBe("requestedAt DESC, id DESC");
    }

    private static FieldValue Version(string text) =>
        FieldValue.Of(SemVersion.TryParse(text, loose: false, out var version) ? version : null);
}
