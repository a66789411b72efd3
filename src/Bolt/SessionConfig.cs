namespace DepGraph.Bolt;

/// <summary>How a session behaves; made with <see cref="SessionConfigBuilder"/>.</summary>
public sealed class SessionConfig
{
    internal SessionConfig() { }

    /// <summary>The database; null for the user's home database.</summary>
    public string? Database { get; internal set; }

    /// <summary>What transactions do that do not say it themselves. Default: write.</summary>
    public AccessMode DefaultAccessMode { get; internal set; }

    /// <summary>What the first transaction must be able to see; null for nothing in particular.</summary>
    public IReadOnlyList<Bookmarks>? Bookmarks { get; internal set; }

    /// <summary>Chains this session's transactions behind those of others; null for this session's own order alone.</summary>
    public IBookmarkManager? BookmarkManager { get; internal set; }

    /// <summary>How many records a result asks for at a time; null for the driver's.</summary>
    public long? FetchSize { get; internal set; }

    /// <summary>As whom to work, which the user must be allowed to; null for the user.</summary>
    public string? ImpersonatedUser { get; internal set; }

    /// <summary>Other credentials than the driver's, on Bolt 5.1 and later; null for the driver's.</summary>
    public IAuthToken? AuthToken { get; internal set; }
}
