using DepGraph.Ingestion.Dependents.Index;
using DepGraph.Npm.Packuments;
using static DepGraph.Ingestion.Tests.Dependents.Declared;

namespace DepGraph.Ingestion.Tests.Dependents.Index;

public sealed class PackageEdgesTests
{
    [Fact]
    public void Versions_that_declare_the_same_under_different_ranges_are_one_edge() =>
        PackageEdges
            .Of(Head("p", "1.0.0: a@^1", "1.1.0: a@^1", "2.0.0: a@^2", "3.0.0: a@^3"))
            .ShouldBe([new PackageEdge("a", DependencyKind.Prod, "a", 4, "^3")]);

    [Fact]
    public void An_edge_that_the_latest_version_has_no_more_has_no_range() =>
        PackageEdges
            .Of(Head("p", "1.0.0: a@^1", "2.0.0: b@^1"))
            .ShouldBe([
                new PackageEdge("a", DependencyKind.Prod, "a", 1, null),
                new PackageEdge("b", DependencyKind.Prod, "b", 1, "^1"),
            ]);

    [Fact]
    public void Each_kind_and_each_declared_name_is_an_edge_of_its_own_and_an_alias_leads_to_its_package() =>
        PackageEdges
            .Of(Head("p", "1.0.0: a@^2 old@npm:a@^1 dev:a@^3 peer:@s/b@1"))
            .ShouldBe([
                new PackageEdge("@s/b", DependencyKind.Peer, "@s/b", 1, "1"),
                new PackageEdge("a", DependencyKind.Prod, "a", 1, "^2"),
                new PackageEdge("a", DependencyKind.Prod, "old", 1, "npm:a@^1"),
                new PackageEdge("a", DependencyKind.Dev, "a", 1, "^3"),
            ]);

    [Fact]
    public void What_no_registry_is_asked_for_is_no_edge() =>
        PackageEdges
            .Of(Head("p", "1.0.0: a@git+https://host.test/a.git b@file:../b c@https://host.test/c.tgz"))
            .ShouldBeEmpty();
}
