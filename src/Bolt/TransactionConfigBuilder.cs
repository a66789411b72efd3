namespace DepGraph.Bolt;

/// <summary>Sets a <see cref="TransactionConfig"/>; what each value means stands there.</summary>
public sealed class TransactionConfigBuilder
{
    private TimeSpan? timeout;
    private IReadOnlyDictionary<string, object?>? metadata;

    internal TransactionConfigBuilder() { }

    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public TransactionConfigBuilder WithTimeout(TimeSpan? limit)
    {
        if (limit is { } time)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, nameof(limit));
        }

        timeout = limit;
        return this;
    }

    public TransactionConfigBuilder WithMetadata(IReadOnlyDictionary<string, object?>? values)
    {
        metadata = values;
        return this;
    }

    internal static TransactionConfig Build(Action<TransactionConfigBuilder>? configure)
    {
        if (configure is null)
        {
            return TransactionConfig.Default;
        }

        var builder = new TransactionConfigBuilder();
        configure(builder);
        return new TransactionConfig { Timeout = builder.timeout, Metadata = builder.metadata };
    }
}
