using DepGraph.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Tests;

public sealed class IngestionServicesTests
{
    [Theory]
    [InlineData(IngestionRole.Inline, true)]
    [InlineData(IngestionRole.Worker, true)]
    [InlineData(IngestionRole.Replica, false)]
    internal void Who_fetches_takes_part_in_the_projection_and_a_replica_leaves_it_to_them(
        IngestionRole role,
        bool projects
    )
    {
        using var provider = new ServiceCollection().AddLogging().AddPackageGraph(role).BuildServiceProvider();

        provider.GetRequiredService<IOptions<StoreOptions>>().Value.Projects.ShouldBe(projects);
    }
}
