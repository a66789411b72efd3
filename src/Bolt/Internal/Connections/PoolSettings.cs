namespace DepGraph.Bolt.Internal.Connections;

/// <summary>How a pool behaves; see <see cref="Config"/>.</summary>
/// <param name="MaxSize">Connections at most, those being made included.</param>
/// <param name="AcquisitionTimeout">How long to wait for one.</param>
/// <param name="MaxLifetime">How old one may be.</param>
/// <param name="LivenessCheckAfter">Idle for longer, one is tried with a round trip; null for never.</param>
internal sealed record PoolSettings(
    int MaxSize,
    TimeSpan AcquisitionTimeout,
    TimeSpan MaxLifetime,
    TimeSpan? LivenessCheckAfter
)
{
    /// <summary>How long an interrupted connection may take to become clean again, before it is closed instead.</summary>
    public TimeSpan ResetTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public static PoolSettings Of(Config config) =>
        new(
            config.MaxConnectionPoolSize,
            config.ConnectionAcquisitionTimeout,
            config.MaxConnectionLifetime,
            config.ConnectionLivenessCheckTimeout
        );
}
