using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DepGraph.Bolt;

/// <summary>How a driver behaves; made with <see cref="ConfigBuilder"/>, fixed for the driver's life.</summary>
public sealed class Config
{
    internal Config() { }

    /// <summary>How many connections to one server may be open at once. 1 or more; default 100.</summary>
    public int MaxConnectionPoolSize { get; internal set; } = 100;

    /// <summary>How long to wait for a connection, a new one's making included. Default 60 s; infinite is possible.</summary>
    public TimeSpan ConnectionAcquisitionTimeout { get; internal set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a new connection may take until it is ready: TCP, TLS, handshake and log-on. Default 30 s; infinite is possible.</summary>
    public TimeSpan ConnectionTimeout { get; internal set; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections older than this are not used again. Default 1 h; infinite is possible.</summary>
    public TimeSpan MaxConnectionLifetime { get; internal set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// A connection that was idle for longer than this is tried with a round trip before it is used again. Zero tries each. Default: null,
    /// none; what the peer has visibly closed is never used.
    /// </summary>
    public TimeSpan? ConnectionLivenessCheckTimeout { get; internal set; }

    /// <summary>
    /// How long a server may be silent while it owes an answer. Its own hint (<c>connection.recv_timeout_seconds</c>) holds where that is
    /// shorter. Default: null, the hint alone.
    /// </summary>
    public TimeSpan? ConnectionReadTimeout { get; internal set; }

    /// <summary>How long a managed transaction is retried, counted from its first try. Zero: never. Default 30 s.</summary>
    public TimeSpan MaxTransactionRetryTime { get; internal set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many records a result asks for at a time; <see cref="FetchAll"/> for all at once. Default 1000.</summary>
    public long FetchSize { get; internal set; } = 1000;

    /// <summary>The <see cref="FetchSize"/> that means all.</summary>
    public const long FetchAll = -1;

    /// <summary>Whether to use TLS; the URI's scheme decides where it has <c>+s</c> or <c>+ssc</c>. Default: none.</summary>
    public EncryptionLevel EncryptionLevel { get; internal set; }

    /// <summary>Which certificates are trusted where TLS is used. Default: null, what the system trusts.</summary>
    public TrustManager? TrustManager { get; internal set; }

    /// <summary>How the program names itself to the server.</summary>
    public string UserAgent { get; internal set; } = "depgraph-bolt/1.0";

    /// <summary>Receives what is worth telling; never credentials or parameters. Default: nobody.</summary>
    public ILoggerFactory Logger { get; internal set; } = NullLoggerFactory.Instance;

    /// <summary>The clock of all time-outs. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; internal set; } = TimeProvider.System;

    /// <summary>The least severity of notifications; null leaves it to the server.</summary>
    public Severity? NotificationsMinimumSeverity { get; internal set; }

    /// <summary>The classes of notifications that the server is not to send; null leaves it to the server.</summary>
    public IReadOnlyList<Category>? NotificationsDisabledCategories { get; internal set; }

    /// <summary>Whether TCP keeps idle connections alive. Default: yes.</summary>
    public bool SocketKeepAlive { get; internal set; } = true;

    /// <summary>Whether IPv6 addresses are used beside IPv4. Default: yes.</summary>
    public bool IpV6 { get; internal set; } = true;

    /// <summary>Where to ask for the first routing table. Default: null, at the URI's address.</summary>
    public IServerAddressResolver? Resolver { get; internal set; }

    /// <summary>Whether the driver keeps from the server by which of its methods it is used, even if the server wants to know. Default: no.</summary>
    public bool TelemetryDisabled { get; internal set; }

    /// <summary>The longest message in bytes that is taken from a server, most of all a record. Default 256 MiB.</summary>
    public int MaxMessageSize { get; internal set; } = 256 << 20;
}
