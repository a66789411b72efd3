using DepGraph.Storage.Querying;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace DepGraph.Storage.Tests.Querying;

public sealed class FilterProperties
{
    private static readonly Config Thorough = PropertyRun.Of(1000);

    [Fact]
    public void The_normal_form_means_the_same_rows() =>
        Prop.ForAll(
                (from jobs in Jobs.List from filter in Jobs.Filters select (jobs, filter)).ToArbitrary(),
                ask =>
                {
                    var normal = ask.filter.Normalize();
                    return ask.jobs.All(job => normal.Matches(job) == ask.filter.Matches(job));
                }
            )
            .Check(Thorough);

    [Fact]
    public void The_normal_form_negates_nothing_that_another_operator_says() =>
        Prop.ForAll(Jobs.Filters.ToArbitrary(), filter => IsNormal(filter.Normalize(), isOutermost: true))
            .Check(Thorough);

    [Fact]
    public void An_order_leaves_no_ties_and_its_places_stand_where_their_rows_do() =>
        Prop.ForAll(
                (from jobs in Jobs.List from order in Jobs.Orders select (jobs, order)).ToArbitrary(),
                ask =>
                    ask.jobs.All(one =>
                        ask.jobs.All(other =>
                            ask.order.Compare(one, other) is var compared
                            && (compared == 0) == (one.Id == other.Id)
                            && Math.Sign(compared) == -Math.Sign(ask.order.Compare(other, one))
                            && Math.Sign(compared) == Math.Sign(ask.order.CompareToPlace(one, ask.order.PlaceOf(other)))
                        )
                    )
            )
            .Check(PropertyRun.Of(100));

    private static bool IsNormal(Filter<IngestionRecord> filter, bool isOutermost = false) =>
        filter switch
        {
            AllOf<IngestionRecord> all => (isOutermost || all.Filters.Count > 1)
                && all.Filters.All(part => part is not AllOf<IngestionRecord> && IsNormal(part)),
            AnyOf<IngestionRecord> any => (isOutermost || any.Filters.Count > 1)
                && any.Filters.All(part => part is not AnyOf<IngestionRecord> && IsNormal(part)),
            Not<IngestionRecord> not => not.Filter
                is Condition<IngestionRecord>
                {
                    Field.Domain: null,
                    Operator: FilterOperator.In
                        or FilterOperator.Contains
                        or FilterOperator.StartsWith
                        or FilterOperator.EndsWith
                },
            _ => true,
        };
}
