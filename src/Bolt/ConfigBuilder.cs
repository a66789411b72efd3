using Microsoft.Extensions.Logging;

namespace DepGraph.Bolt;

/// <summary>Sets a <see cref="Config"/>; what each value means stands there.</summary>
public sealed class ConfigBuilder
{
    private readonly Config config = new();

    internal ConfigBuilder() { }

    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public ConfigBuilder WithMaxConnectionPoolSize(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        config.MaxConnectionPoolSize = size;
        return this;
    }

    /// <exception cref="ArgumentOutOfRangeException">Negative, but not infinite; so of the other times.</exception>
    public ConfigBuilder WithConnectionAcquisitionTimeout(TimeSpan timeout)
    {
        config.ConnectionAcquisitionTimeout = Limit(timeout);
        return this;
    }

    public ConfigBuilder WithConnectionTimeout(TimeSpan timeout)
    {
        config.ConnectionTimeout = Limit(timeout);
        return this;
    }

    public ConfigBuilder WithMaxConnectionLifetime(TimeSpan lifetime)
    {
        config.MaxConnectionLifetime = Limit(lifetime);
        return this;
    }

    public ConfigBuilder WithConnectionLivenessCheckTimeout(TimeSpan? idle)
    {
        config.ConnectionLivenessCheckTimeout = idle is { } limit ? Limit(limit) : null;
        return this;
    }

    public ConfigBuilder WithConnectionReadTimeout(TimeSpan? silence)
    {
        config.ConnectionReadTimeout = silence is { } limit ? Limit(limit) : null;
        return this;
    }

    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public ConfigBuilder WithMaxTransactionRetryTime(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        config.MaxTransactionRetryTime = time;
        return this;
    }

    /// <exception cref="ArgumentOutOfRangeException">Neither positive nor <see cref="Config.FetchAll"/>.</exception>
    public ConfigBuilder WithFetchSize(long size)
    {
        config.FetchSize = SessionConfigBuilder.CheckFetchSize(size);
        return this;
    }

    public ConfigBuilder WithEncryptionLevel(EncryptionLevel level)
    {
        config.EncryptionLevel = level;
        return this;
    }

    public ConfigBuilder WithTrustManager(TrustManager trustManager)
    {
        config.TrustManager = trustManager;
        return this;
    }

    public ConfigBuilder WithUserAgent(string userAgent)
    {
        ArgumentException.ThrowIfNullOrEmpty(userAgent);
        config.UserAgent = userAgent;
        return this;
    }

    public ConfigBuilder WithLogger(ILoggerFactory logger)
    {
        ArgumentNullException.ThrowIfNull(logger);
        config.Logger = logger;
        return this;
    }

    public ConfigBuilder WithTimeProvider(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        config.TimeProvider = timeProvider;
        return this;
    }

    /// <summary>Asks servers of Bolt 5.2 and later for notifications of this severity and above, but for those classes.</summary>
    public ConfigBuilder WithNotifications(Severity? minimumSeverity, IEnumerable<Category>? disabledCategories = null)
    {
        config.NotificationsMinimumSeverity = minimumSeverity;
        config.NotificationsDisabledCategories = disabledCategories?.ToArray();
        return this;
    }

    public ConfigBuilder WithNotificationsDisabled() => WithNotifications(Severity.Off);

    public ConfigBuilder WithSocketKeepAliveEnabled(bool enabled)
    {
        config.SocketKeepAlive = enabled;
        return this;
    }

    public ConfigBuilder WithIpv6Enabled(bool enabled)
    {
        config.IpV6 = enabled;
        return this;
    }

    public ConfigBuilder WithResolver(IServerAddressResolver resolver)
    {
        config.Resolver = resolver;
        return this;
    }

    public ConfigBuilder WithTelemetryDisabled()
    {
        config.TelemetryDisabled = true;
        return this;
    }

    /// <exception cref="ArgumentOutOfRangeException">Less than 64 KiB or more than 512 MiB.</exception>
    public ConfigBuilder WithMaxMessageSize(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1 << 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 1 << 29);
        config.MaxMessageSize = bytes;
        return this;
    }

    internal Config Build() => config;

    private static TimeSpan Limit(TimeSpan limit)
    {
        if (limit != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, TimeSpan.Zero);
        }

        return limit;
    }
}
