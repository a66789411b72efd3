using DepGraph.Testing;

namespace DepGraph.Bolt.Tests.Fakes;

internal static class ConfigBuilderExtensions
{
    /// <summary>
    /// Sets a clock that the test moves, and takes the limit off waiting for a connection: it counts from another moment than the time-out
    /// that the test is about, and could come first when the clock runs ahead.
    /// </summary>
    public static ConfigBuilder WithClock(this ConfigBuilder config, ManualTime time) =>
        config.WithTimeProvider(time).WithConnectionAcquisitionTimeout(Timeout.InfiniteTimeSpan);
}
