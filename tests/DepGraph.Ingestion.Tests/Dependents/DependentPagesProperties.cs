using DepGraph.Ingestion.Dependents;
using DepGraph.Ingestion.Tests.Fakes;
using DepGraph.Npm.Packuments;
using DepGraph.Storage.Querying;
using DepGraph.Testing;
using FsCheck;
using FsCheck.Fluent;
using static DepGraph.Ingestion.Tests.Dependents.Declared;

namespace DepGraph.Ingestion.Tests.Dependents;

/// <summary>Whatever is asked, pages of the service put together are what reading all heads one by one gives.</summary>
public sealed class DependentPagesProperties
{
    private static readonly string[] Versions = ["0.9.0", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "2.0.0", "3.0.0"];
    private static readonly string[] Names = ["a", "b", "B", "c", "@s/a", "@s/b", "aa"];
    private static readonly string[] Ranges = ["^1.0.0", "^2.0.0", "*", "1.2.0", ">=1.1.0", "latest", "^9.0.0"];
    private static readonly string[] Prefixes = ["", "dev:", "peer:", "optional:"];

    private static readonly DependentOrder[] Orders =
    [
        DependentOrder.ByName,
        new() { IsNameDescending = true, IsVersionDescending = true },
        new() { IsMostDependedUponFirst = true },
        new() { IsMostDependedUponFirst = true, IsNameDescending = true },
        new() { IsMostDependedUponFirst = false, IsVersionDescending = true },
    ];

    private static readonly NameRanges[] SomeNames =
    [
        NameRangesProperties.Of(FilterOperator.StartsWith, "@s/"),
        NameRangesProperties.Of(FilterOperator.In, "b", "aa", "unheard-of"),
        NameRangesProperties.Not(FilterOperator.In, "a", "c"),
    ];

    [Fact]
    public void Pages_put_together_are_what_reading_every_head_gives() =>
        Prop.ForAll(
                Graphs().ToArbitrary(),
                sample => CheckAsync(sample.Heads, sample.PageSize).GetAwaiter().GetResult()
            )
            .Check(PropertyRun.Of(40));

    private static async Task CheckAsync(IReadOnlyList<PackageHead> heads, int pageSize)
    {
        var store = new MemoryStore();
        await store.CommitAsync([.. heads.Select(head => Write(head))]);
        await using var service = await DependentsService.StartAsync(store);
        var model = new DependentsModel(heads);
        foreach (var target in Names.Append("unknown"))
        {
            foreach (var order in Orders)
            {
                foreach (var query in Queries(target, order, pageSize, heads))
                {
                    var expected = model.List(query);
                    (await service.PagesAsync(query)).ShouldBe(expected, query.ToString());
                    var page = (await service.AskAsync(query with { First = 0 })).Page.ShouldNotBeNull();
                    (page.TotalCount, page.IsExact).ShouldBe((expected.Count, true), query.ToString());
                }
            }
        }
    }

    private static IEnumerable<DependentsQuery> Queries(
        string target,
        DependentOrder order,
        int pageSize,
        IReadOnlyList<PackageHead> heads
    )
    {
        var all = new DependentsQuery
        {
            Package = target,
            Order = order,
            First = pageSize,
        };
        yield return all;
        yield return all with
        {
            LatestOnly = false,
        };
        yield return all with
        {
            LatestOnly = false,
            Kinds = DependencyKinds.Dev | DependencyKinds.Peer,
        };
        yield return all with
        {
            Kinds = DependencyKinds.Runtime,
        };
        foreach (var names in SomeNames)
        {
            yield return all with
            {
                LatestOnly = false,
                Names = names,
            };
        }

        if (heads.FirstOrDefault(head => head.Name == target) is { } head)
        {
            yield return all with
            {
                ResolvingTo = head[head.Count / 2],
            };
            yield return all with
            {
                ResolvingTo = head[head.Count - 1],
                Kinds = DependencyKinds.Runtime,
            };
        }
    }

    private static Gen<(IReadOnlyList<PackageHead> Heads, int PageSize)> Graphs() =>
        from heads in Gen.CollectToList(Names, Package)
        from pageSize in Gen.Choose(1, 6)
        select ((IReadOnlyList<PackageHead>)heads, pageSize);

    private static Gen<PackageHead> Package(string name) =>
        from count in Gen.Choose(1, 4)
        from versions in Gen.Shuffle(Versions)
        from declared in Dependencies().ArrayOf(count)
        select Head(name, [.. versions.Take(count).Zip(declared, (version, line) => $"{version}: {line}")]);

    private static Gen<string> Dependencies() =>
        from count in Gen.Choose(0, 4)
        from dependencies in Dependency().ArrayOf(count)
        select string.Join(' ', dependencies);

    private static Gen<string> Dependency() =>
        from prefix in Gen.Elements(Prefixes)
        from target in Gen.Elements(Names)
        from range in Gen.Elements(Ranges)
        from alias in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements("alias", "other")))
        select alias.Length == 0 ? $"{prefix}{target}@{range}" : $"{prefix}{alias}@npm:{target}@{range}";
}
