using DepGraph.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DepGraph.Ingestion.Tests;

public sealed class WorkerHealthTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTime time = new();

    private string SignOfLife => folder.File("worker.health");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_worker_is_well_until_it_has_not_been_heard_of_for_half_a_minute()
    {
        Health().Succeed();

        WorkerHealth.Check(SignOfLife, time).ShouldBeNull();
        time.Advance(WorkerHealth.MostAge);
        WorkerHealth.Check(SignOfLife, time).ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(1));
        WorkerHealth.Check(SignOfLife, time).ShouldBe("The worker was last heard of 31 seconds ago.");
    }

    [Fact]
    public void Who_reads_the_sign_of_life_while_the_next_is_given_finds_the_one_before_it_whole()
    {
        var health = Health();
        health.Succeed();
        var former = File.ReadAllText(SignOfLife);
        // Kept as a health check has it open.
        using var reader = new StreamReader(SignOfLife);
        time.Advance(TimeSpan.FromSeconds(6));

        health.Succeed();

        reader.ReadToEnd().ShouldBe(former);
        File.ReadAllText(SignOfLife).ShouldNotBe(former);
        Directory.GetFiles(folder.Path).ShouldBe([SignOfLife]);
    }

    [Fact]
    public void A_worker_that_ended_is_not_well()
    {
        var health = Health();
        health.Succeed();

        health.End();

        WorkerHealth
            .Check(SignOfLife, time)
            .ShouldNotBeNull()
            .ShouldStartWith("There is no sign of life of a worker: ");
    }

    private WorkerHealth Health() =>
        new(Options.Create(new IngestionOptions { HealthFile = SignOfLife }), time, NullLogger<WorkerHealth>.Instance);
}
