using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Ingestion.Dependents.Paging;
using DepGraph.Ingestion.Tests.Dependents.Index;
using DepGraph.Npm.Packuments;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Tests.Dependents.Paging;

/// <summary>
/// One page after another while packages come, change and go and the index is compacted in between, in any order: beside a model that looks at
/// every edge after each step.
/// </summary>
public sealed class PagesWhileChangingProperties
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private static readonly DependentOrder[] Orders =
    [
        DependentOrder.ByName,
        new() { IsNameDescending = true },
        new() { IsMostDependedUponFirst = true },
        new() { IsMostDependedUponFirst = true, IsNameDescending = true },
        new() { IsMostDependedUponFirst = false },
    ];

    [Fact]
    public void A_package_that_depends_throughout_is_given_once_and_none_twice_or_out_of_order() =>
        Prop.ForAll(
                (
                    from packages in Package().ArrayOf(12)
                    from steps in OneStep().ListOf()
                    from order in Gen.Elements(Orders)
                    from kinds in Gen.Elements(IndexSamples.KindSets)
                    from latestOnly in Gen.Elements(true, false)
                    from pageSize in Gen.Choose(1, 4)
                    select (packages, steps, order, filter: new EdgeFilter(kinds, latestOnly), pageSize)
                ).ToArbitrary(),
                sample =>
                {
                    var graph = new ChangingGraph(sample.packages);
                    foreach (var target in IndexSamples.Names)
                    {
                        graph.Begin(target, sample.order, sample.filter);
                        foreach (var step in sample.steps)
                        {
                            graph.Take(step, sample.pageSize);
                        }

                        graph.ReadToTheEnd(sample.pageSize);
                    }
                }
            )
            .Check(PropertyRun.Of(300));

    private static Gen<(string Source, PackageEdge[] Edges)> Package() =>
        IndexSamples.Name.SelectMany(source => IndexSamples.Edges.Select(edges => (source, edges)));

    /// <summary>A page, a package's new edges, none at all any more, or a compaction.</summary>
    private static Gen<Step> OneStep() =>
        Gen.Frequency(
            (4, Gen.Constant(new Step(null, []))),
            (6, Package().Select(package => new Step(package.Source, package.Edges))),
            (2, IndexSamples.Name.Select(source => new Step(source, []))),
            (1, Gen.Constant(new Step(null, []) { IsCompaction = true }))
        );

    /// <param name="Source">The package that changes; null: none does.</param>
    /// <param name="Edges">What it declares then.</param>
    private sealed record Step(string? Source, PackageEdge[] Edges)
    {
        public bool IsCompaction { get; init; }
    }

    /// <summary>The index beside its model, with somebody who pages through the dependents of one package.</summary>
    private sealed class ChangingGraph
    {
        private readonly ManualTime time = new();

        // Every list is long: what sorting gave is kept from page to page.
        private readonly SortedListCache cache = new(Options.Create(new IngestionOptions()), longestUnkept: 0);
        private readonly DependentsIndex index = new(
            new DependentsState(FlatDependents.None, new RangeTexts()),
            long.MaxValue
        );
        private readonly EdgeModel model = new();
        private readonly List<(string Name, int Rank)> given = [];
        private string target = "";
        private DependentOrder order = DependentOrder.ByName;
        private EdgeFilter filter;
        private RankEpoch? epoch;
        private HashSet<string> throughout = [];
        private HashSet<string> ever = [];

        public ChangingGraph(IEnumerable<(string Source, PackageEdge[] Edges)> packages)
        {
            foreach (var (source, edges) in packages)
            {
                Change(source, edges);
            }

            index.Compact();
        }

        public void Begin(string depended, DependentOrder by, EdgeFilter admitting)
        {
            (target, order, filter) = (depended, by, admitting);
            epoch = by.IsMostDependedUponFirst is null ? null : index.State.Ranks.Current(index.State, time, Lifetime);
            given.Clear();
            throughout = [.. Present()];
            ever = [.. throughout];
        }

        public void Take(Step step, int pageSize)
        {
            if (step.Source is { } source)
            {
                Change(source, step.Edges);
                throughout.IntersectWith(Present());
                ever.UnionWith(Present());
            }
            else if (step.IsCompaction)
            {
                index.Compact();
            }
            else
            {
                ReadPage(pageSize);
            }
        }

        public void ReadToTheEnd(int pageSize)
        {
            while (ReadPage(pageSize)) { }

            given.Select(package => package.Name).ShouldBeUnique();
            given.ShouldBe(given.Order(Comparer<(string Name, int Rank)>.Create(Compare)));
            throughout.Except(given.Select(package => package.Name)).ShouldBeEmpty();
            given.Select(package => package.Name).Except(ever).ShouldBeEmpty();
        }

        private void Change(string source, PackageEdge[] edges)
        {
            model[source] = edges;
            index.Apply(source, edges);
        }

        private IEnumerable<string> Present() => model.SourcesOf(target, filter.Kinds, filter.LatestOnly);

        /// <returns>Whether there was anything.</returns>
        private bool ReadPage(int pageSize)
        {
            DependentPlace? after = given.Count == 0 ? null : Place(given[^1]);
            var page = Sources(after).Next(pageSize).Where(source => source.Name != after?.Package).ToArray();
            given.AddRange(page.Select(source => (source.Name, source.Rank)));
            return page.Length > 0;
        }

        private DependentPlace Place((string Name, int Rank) package) =>
            new(package.Name, "1.0.0", DependencyKind.Prod, target) { Rank = package.Rank, Epoch = epoch?.Id };

        private DependentSources Sources(DependentPlace? after)
        {
            var state = index.State;
            var list = state.Of(target);
            return order.IsIndexOrder
                ? new SourcesByName(list, filter, state.Names, after)
                : new SourcesInOrder(
                    cache.Get(target, list, filter, order, epoch is null ? null : state.Ranks.Find(epoch.Id)),
                    state.Names,
                    after
                );
        }

        private int Compare((string Name, int Rank) one, (string Name, int Rank) other)
        {
            var byRank = order.IsMostDependedUponFirst is true
                ? other.Rank.CompareTo(one.Rank)
                : one.Rank.CompareTo(other.Rank);
            var byName = string.CompareOrdinal(one.Name, other.Name);
            return byRank != 0 ? byRank
                : order.IsNameDescending ? -byName
                : byName;
        }
    }
}
